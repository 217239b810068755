import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { startedAt } from '../processes/started-at.ts';

/** Who holds a data folder: a process id, and when that process started, for ids are used again. */
const Holder = z.object({ pid: z.int(), started: z.string() });
type Holder = z.infer<typeof Holder>;

/** A data folder that is ours until it is released, or until this process ends, however it ends. */
export interface DataFolder {
  release(): Promise<void>;
}

/** Milliseconds after which somebody who took a dead server's place at the same moment must have done it. */
const SETTLE = 20;

/**
 * Makes the data folder and takes it: two servers on one folder would each undo the work of the other.
 * @throws Error naming the process that has it
 */
export async function takeDataFolder(folder: string): Promise<DataFolder> {
  // Others may walk through, since PostgreSQL, as a user of its own, must; every file in it that is secret says so itself.
  await mkdir(folder, { recursive: true, mode: 0o711 });
  const path = join(folder, 'server.lock');
  const mine: Holder = { pid: process.pid, started: (await startedAt(process.pid)) ?? '' };
  if (!(await claim(path, mine, 'wx'))) {
    const holder = await read(path);
    if (holder !== undefined && (await startedAt(holder.pid)) === holder.started) {
      throw new Error(`Another Longshore (process ${holder.pid}) runs on the data folder ${folder}.`);
    }
    // Its holder is gone without a word. Whoever writes last has it, and the others see that after a moment.
    await claim(path, mine, 'w');
    await delay(SETTLE);
    const winner = await read(path);
    if (winner?.pid !== mine.pid)
      throw new Error(`Another Longshore (process ${winner?.pid ?? 'unknown'}) has just taken the data folder ${folder}.`);
  }
  return { release: () => rm(path, { force: true }) };
}

/** False when the file exists and must not (`wx`). */
async function claim(path: string, holder: Holder, flag: 'w' | 'wx'): Promise<boolean> {
  try {
    await writeFile(path, JSON.stringify(holder), { flag, mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Undefined when there is none, or it holds something else. */
async function read(path: string): Promise<Holder | undefined> {
  const text = await readFile(path, 'utf8').catch(() => '{}');
  return Holder.safeParse(parse(text)).data;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Written half by a process that was killed.
    return undefined;
  }
}
