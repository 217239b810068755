import { mkdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/**
 * Everything a test process starts lives under one directory named after that process, `longshore-test-<pid>-<start time>`:
 * so what a killed run left behind can be told from what a running one still uses.
 */
const RUN = /^longshore-test-(\d+)-(\d+)$/;

/** Unix sockets are limited to 107 characters, and the engine makes some deep inside its directory. */
const MAX_ROOT = 40;

/** Start time of a living process in clock ticks since boot, or undefined when there is none. Pid and start time together name a process. */
export function startTime(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A process that ended and waits to be reaped runs no more.
    return state === 'Z' || state === 'X' ? undefined : fields[18];
  } catch {
    return undefined;
  }
}

/** Where all runs have their directories: TMPDIR, else /tmp. */
export function tempRoot(): string {
  const root = tmpdir();
  if (root.length > MAX_ROOT) throw new Error(`TMPDIR is too long for the sockets of engines (${MAX_ROOT} characters at most): ${root}`);
  return root;
}

/** The directory of this process, made on first use. Others may pass through it: PostgreSQL runs as its own user. */
export function runDirectory(): string {
  const directory = join(tempRoot(), `longshore-test-${process.pid}-${startTime(process.pid) ?? '0'}`);
  mkdirSync(directory, { recursive: true, mode: 0o755 });
  return directory;
}

/** Whether a path is the directory of a run whose process has ended. */
export function isDeadRun(directory: string): boolean {
  const [, pid, start] = RUN.exec(basename(directory)) ?? [];
  return pid !== undefined && startTime(Number(pid)) !== start;
}

let made = 0;

/** A new empty directory of this run, gone when the process ends. @param name its first 12 characters are used: sockets inside must stay short */
export function tempDirectory(name: string): string {
  made += 1;
  const directory = join(runDirectory(), `${name.slice(0, 12)}-${made}`);
  mkdirSync(directory);
  return directory;
}
