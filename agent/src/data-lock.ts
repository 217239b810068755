import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Another agent uses the data folder. */
export class FolderInUseError extends Error {
  constructor(folder: string, pid: number) {
    super(
      `Another agent (process ${pid}) uses the folder ${folder}. End it first, or give this one a folder of its own with LONGSHORE_AGENT_DATA.`,
    );
  }
}

const isCode = (error: unknown, code: string) => error instanceof Error && 'code' in error && error.code === code;

/** When a process started, in the kernel's ticks: tells it from a later one with the same number. Undefined when it does not run. */
function startOf(pid: number): string | undefined {
  if (!existsSync('/proc/self/stat')) return answers(pid) ? '' : undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name in parentheses may hold anything; the fields after it are fixed.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch (error) {
    if (isCode(error, 'ENOENT') || isCode(error, 'ESRCH')) return undefined;
    throw error;
  }
}

/** Where there is no /proc, a process is known by its number alone. */
function answers(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

/**
 * Holds a data folder for this process alone, until it ends; the lock of a process that is no more is taken over.
 * The lock is a file with the number and the start time of its owner.
 */
export class DataLock {
  readonly #path: string;
  readonly #content: string;

  private constructor(path: string, content: string) {
    this.#path = path;
    this.#content = content;
  }

  /** @throws FolderInUseError */
  static take(folder: string): DataLock {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, 'agent.pid');
    const content = `${process.pid} ${startOf(process.pid) ?? ''}\n`;
    const mine = `${path}.${process.pid}`;
    writeFileSync(mine, content, { mode: 0o600 });
    try {
      // Two that find the same stale lock may both remove it, but only one of them can then link its own.
      for (let attempt = 0; attempt < 3; attempt += 1) {
        try {
          linkSync(mine, path);
          return new DataLock(path, content);
        } catch (error) {
          if (!isCode(error, 'EEXIST')) throw error;
        }
        const holder = living(path);
        if (holder !== undefined) throw new FolderInUseError(folder, holder);
        setAside(path, mine);
      }
      throw new FolderInUseError(folder, living(path) ?? 0);
    } finally {
      rmSync(mine, { force: true });
    }
  }

  /** Lets the folder go. */
  release(): void {
    if (readLock(this.#path) === this.#content) rmSync(this.#path, { force: true });
  }
}

function readLock(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return '';
    throw error;
  }
}

/** The process that holds the lock, when it still runs. */
function living(path: string): number | undefined {
  const [pid = '', start = ''] = readLock(path).trim().split(' ');
  if (!/^\d+$/.test(pid)) return undefined;
  const now = startOf(Number(pid));
  return now !== undefined && (start === '' || start === now) ? Number(pid) : undefined;
}

/** Removes a stale lock, unless somebody took it over in this moment: then theirs is put back. */
function setAside(path: string, mine: string): void {
  const aside = `${mine}.stale`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return;
    throw error;
  }
  try {
    if (living(aside) !== undefined) linkSync(aside, path);
  } finally {
    rmSync(aside, { force: true });
  }
}
