import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { cleanOnExit } from './leftovers.ts';
import { runDirectory, startTime } from './temp.ts';
import { eventually } from './wait.ts';

export interface ChildOptions {
  command: string;
  args: readonly string[];
  /** File that takes what it prints on both outputs; appended to when it is there. */
  log: string;
  /** Its whole environment; this process's own when not given. */
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  uid?: number;
  gid?: number;
}

/** How a process ended: with a code, or by a signal. */
export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A process that a test started: it never outlives the test process for long, however that ends (see leftovers.ts). */
export interface Child {
  readonly pid: number;
  /** Resolves when it ended; never rejects. */
  readonly ended: Promise<Exit>;
  /** How it ended, undefined while it runs. */
  exit(): Exit | undefined;
  /** Everything it printed so far. */
  output(): string;
  /** Sends a signal to the process alone, not to its children. */
  signal(signal: NodeJS.Signals): void;
  /** Asks it to end; after `graceMs` (10 s) kills it and what it started in its process group. */
  end(signal?: NodeJS.Signals, graceMs?: number): Promise<Exit>;
}

/**
 * Starts a process in a group of its own, so that a Ctrl-C meant for the test runner reaches it through the clean-up only.
 * @throws Error when the command cannot be started
 */
export async function startChild({ command, args, log, ...options }: ChildOptions): Promise<Child> {
  cleanOnExit();
  const file = openSync(log, 'a');
  const child = spawn(command, args, { ...options, detached: true, stdio: ['ignore', file, file] });
  closeSync(file);
  let exit: Exit | undefined;
  const ended = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => {
      exit = { code, signal };
      resolve(exit);
    });
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  const pid = child.pid ?? 0;
  const forget = remember(pid);
  void ended.then(forget);
  return {
    pid,
    ended,
    exit: () => exit,
    output: () => readFileSync(log, 'utf8'),
    signal: (signal) => void child.kill(signal),
    async end(signal = 'SIGTERM', graceMs = 10_000) {
      child.kill(signal);
      const timer = setTimeout(() => process.kill(-pid, 'SIGKILL'), graceMs);
      try {
        return await ended;
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

/** Notes a child on disk, for the clean-up of a run that was killed. Returns what forgets it. */
function remember(pid: number): () => void {
  const directory = join(runDirectory(), 'children');
  mkdirSync(directory, { recursive: true });
  const note = join(directory, String(pid));
  writeFileSync(note, startTime(pid) ?? '');
  return () => rmSync(note, { force: true });
}

/** Waits until `ready` holds while the child lives. @throws Error with the end of the child's log when it ended or time is up */
export async function untilReady(child: Child, ready: () => boolean | Promise<boolean>, timeoutMs = 30_000): Promise<void> {
  try {
    await eventually(async () => child.exit() !== undefined || (await ready()), { timeoutMs, everyMs: 10 });
  } catch (error) {
    throw new Error(`process ${child.pid} was not ready in time; its log ends:\n${child.output().slice(-2_000)}`, { cause: error });
  }
  const exit = child.exit();
  if (exit)
    throw new Error(
      `process ${child.pid} ended with ${exit.signal ?? exit.code ?? 'nothing'}; its log ends:\n${child.output().slice(-2_000)}`,
    );
}
