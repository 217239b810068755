import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Is there a process with this id? One of another user counts. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Name of the program of a process; undefined when it is gone. */
export async function programOf(pid: number): Promise<string | undefined> {
  try {
    return (await readFile(`/proc/${pid}/comm`, 'utf8')).trim();
  } catch {
    // No /proc (macOS), or no such process: ps knows both.
    return run('ps', ['-o', 'comm=', '-p', String(pid)]).then(
      ({ stdout }) => stdout.trim().split('/').at(-1),
      () => undefined,
    );
  }
}
