import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive, programOf } from '../../processes/alive.ts';

/** A PostgreSQL that runs on a folder. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/**
 * The PostgreSQL that a folder is in use by: one that a killed server left behind. A lock file whose process is gone, or is some
 * other program that got its number since, is removed: PostgreSQL would take the latter for its own and refuse to start.
 * Format: https://www.postgresql.org/docs/18/storage-file-layout.html, and pidfile.h of its source.
 */
export async function findPostmaster(folder: string): Promise<Postmaster | undefined> {
  const path = join(folder, 'postmaster.pid');
  const lines = await readFile(path, 'utf8').then(
    (text) => text.split('\n'),
    () => [],
  );
  if (lines.length === 0) return undefined;
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (pid > 0 && isAlive(pid) && (await programOf(pid)) === 'postgres') return { pid, port };
  await rm(path, { force: true });
  return undefined;
}
