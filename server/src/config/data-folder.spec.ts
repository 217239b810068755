import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startedAt } from '../processes/started-at.ts';
import { takeDataFolder } from './data-folder.ts';

describe('the data folder', () => {
  let folder: string;
  const lock = (): string => join(folder, 'server.lock');

  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'data-folder-')), 'made');
  });
  afterEach(() => rm(join(folder, '..'), { recursive: true }));

  it('is made, taken by one at a time, and released', async () => {
    const first = await takeDataFolder(folder);
    await expect(takeDataFolder(folder)).rejects.toThrow(`process ${process.pid}) runs on the data folder ${folder}`);
    await first.release();
    await (await takeDataFolder(folder)).release();
  });

  it('is not given up while its holder runs, and is once it is gone', async () => {
    await (await takeDataFolder(folder)).release();
    const holder = spawn('sleep', ['60']);
    await once(holder, 'spawn');
    const pid = holder.pid!;
    await writeFile(lock(), JSON.stringify({ pid, started: await startedAt(pid) }));
    await expect(takeDataFolder(folder)).rejects.toThrow(`process ${pid}`);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    const mine = await takeDataFolder(folder);
    expect(JSON.parse(await readFile(lock(), 'utf8'))).toMatchObject({ pid: process.pid });
    await mine.release();
  });

  it('does not take another process with the same number for its holder', async () => {
    await (await takeDataFolder(folder)).release();
    await writeFile(lock(), JSON.stringify({ pid: process.pid, started: 'long ago' }));
    await (await takeDataFolder(folder)).release();
  });

  it('is taken over from a lock that was written half', async () => {
    await (await takeDataFolder(folder)).release();
    await writeFile(lock(), '{"pid":');
    await (await takeDataFolder(folder)).release();
  });
});
