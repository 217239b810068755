import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { endEngine } from './engine/remains.ts';
import { slotsInUse } from './engine/slot.ts';
import { isDeadRun, runDirectory, startTime, tempRoot } from './temp.ts';

/**
 * Ends what test processes that died (killed, crashed) left running: their children, engines with containers and networks, directories.
 * Only those: a run is told by its directory's name, a process by pid and start time. Runs that live are not touched.
 */
export function cleanLeftovers(): void {
  const named = readdirSync(tempRoot()).map((name) => join(tempRoot(), name));
  const holders = slotsInUse().map((slot) => dirname(slot.owner));
  for (const run of new Set([...named, ...holders])) if (isDeadRun(run)) endRun(run);
}

let armed = false;

/**
 * From the first call on, this process ends whatever it started when it ends itself, also by Ctrl-C or a termination signal;
 * and it starts by cleaning up behind earlier processes that could not. For a kill -9, the next run does it.
 */
export function cleanOnExit(): void {
  if (armed) return;
  armed = true;
  cleanLeftovers();
  process.on('exit', () => endRun(runDirectory()));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      endRun(runDirectory());
      // Sent again, it does what it does to a process without handlers; `process.exit` is not ours to call inside a test runner.
      process.kill(process.pid, signal);
    });
  }
}

/** Ends all that belongs to a run. Synchronous, because it also runs while a process exits. */
function endRun(run: string): void {
  const children = join(run, 'children');
  for (const note of existsSync(children) ? readdirSync(children) : []) endChild(Number(note), readFileSync(join(children, note), 'utf8'));
  for (const slot of slotsInUse()) if (dirname(slot.owner) === run) endEngine(slot);
  rmSync(run, { recursive: true, force: true });
}

/** Kills a child's whole process group, unless its number now belongs to another process. */
function endChild(pid: number, start: string): void {
  const now = startTime(pid);
  if (now !== undefined && now !== start) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The whole group has ended.
  }
}
