import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { machineTree } from './base-images/machine.ts';
import { nodeTree } from './base-images/node.ts';
import { postgresTree } from './base-images/postgres.ts';
import type { Engine } from './engine.ts';
import { loadImages } from './images.ts';
import { tempDirectory } from './temp.ts';

const DEFINITIONS = fileURLToPath(new URL('base-images/', import.meta.url));

/** The official images that Longshore's own are built from and run beside; and a machine that the installer takes for one with systemd. */
export const BASE_IMAGES = { node: 'node:24-bookworm-slim', postgres: 'postgres:18', machine: 'longshore/machine:1' } as const;

/** What each image holds besides busybox. */
const trees: Record<keyof typeof BASE_IMAGES, (tree: string) => void | Promise<void>> = {
  node: nodeTree,
  postgres: postgresTree,
  machine: machineTree,
};

/**
 * Gives an engine images that stand in for official ones, under their names, made of what this machine and its npm registry have: none
 * can be pulled in tests. They serve for what Longshore uses of the originals, and hold nothing more.
 */
export async function makeBaseImages(engine: Engine, names: readonly (keyof typeof BASE_IMAGES)[]): Promise<void> {
  await loadImages(engine);
  for (const name of names) {
    const context = tempDirectory(name);
    cpSync(join(DEFINITIONS, name), context, { recursive: true });
    await trees[name](join(context, 'tree'));
    await engine.docker(['build', '--quiet', '--network', 'none', '--tag', BASE_IMAGES[name], context]);
    rmSync(context, { recursive: true });
  }
}
