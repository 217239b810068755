import { once } from 'node:events';
import { chown, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Binaries } from './binaries.ts';
import type { DatabaseUser } from './database-user.ts';
import { launch } from './launch.ts';

interface NewCluster {
  readonly binaries: Binaries;
  /** Where it is to be. */
  readonly folder: string;
  readonly user: DatabaseUser | undefined;
  readonly superuser: string;
  readonly password: string;
}

/** Makes an empty database cluster, beside its place first, so that what was broken off half-way is never taken for one. */
export async function makeCluster({ binaries, folder, user, superuser, password }: NewCluster): Promise<void> {
  const draft = `${folder}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true, mode: 0o700 });
  const passwordFile = join(draft, 'password');
  const target = join(draft, 'cluster');
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (user !== undefined) for (const path of [draft, passwordFile]) await chown(path, user.uid, user.gid);
  const args = [
    `--pgdata=${target}`,
    `--username=${superuser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // Sorts and folds the same on every machine, whatever its C library.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
  ];
  const initdb = await launch({ file: binaries.initdb, args, folder: target, user, stdio: ['ignore', 'ignore', 'pipe'] });
  const [words, exit] = await Promise.all([initdb.stderr === null ? '' : text(initdb.stderr), once(initdb, 'close')]);
  if (exit[0] !== 0) throw new Error(`The embedded database could not be made: ${words.trim()}`);
  await rename(target, folder);
  await rm(draft, { recursive: true });
}
