import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { copyInto, librariesOf } from './libraries.ts';

/** busybox's own does not know all that people's machines do. */
const SHA256SUM = '/usr/bin/sha256sum';

/** What a machine has beyond the image of Node. */
export function machineTree(tree: string): void {
  copyInto(tree, librariesOf([SHA256SUM]));
  mkdirSync(join(tree, 'usr/local/bin'), { recursive: true });
  copyFileSync(SHA256SUM, join(tree, 'usr/local/bin/sha256sum'));
}
