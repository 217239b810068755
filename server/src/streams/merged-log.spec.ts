import { describe, expect, it } from 'vitest';
import { encodeRecord, OUTPUT } from '@longshore/contract/streams/log-records';
import { plainText } from './log-text.ts';
import { MergedLog } from './merged-log.ts';

const line = (nanoseconds: number, source = 0) =>
  encodeRecord(OUTPUT.stdout, source, Buffer.from(`2026-01-02T03:04:05.${String(nanoseconds).padStart(9, '0')}Z ${nanoseconds}\n`));
const notice = (type: string, source = 0) => encodeRecord(OUTPUT.notice, source, Buffer.from(JSON.stringify({ type })));

async function* saying(...pieces: (Uint8Array | number)[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    if (typeof piece === 'number') await new Promise((resolve) => setTimeout(resolve, piece));
    else yield piece;
  }
}

async function read(log: MergedLog): Promise<string[]> {
  const text: string[] = [];
  for await (const records of log) text.push(Buffer.from(plainText(false)(records)).toString('utf8'));
  return text.join('').trim().split('\n');
}

describe('MergedLog', () => {
  it('puts histories in order, however late one comes', async () => {
    const merged = new MergedLog([
      { log: saying(Buffer.concat([line(1), line(4)]), line(6), notice('live'), notice('ended')), sources: [0] },
      { log: saying(30, Buffer.concat([line(2), line(3, 1)]), 30, line(5), notice('live'), notice('live', 1)), sources: [1, 2] },
    ]);
    expect(await read(merged)).toEqual(['1', '2', '3', '4', '5', '6']);
  });

  it('stamps each record with its source among all', async () => {
    const merged = new MergedLog([
      { log: saying(line(1), line(2, 1)), sources: [2, 0] },
      { log: saying(line(3)), sources: [1] },
    ]);
    const sources: number[] = [];
    for await (const records of merged) for (let at = 0; at < records.length; at += line(1).length) sources.push(records[at + 3]!);
    expect(sources).toEqual([2, 0, 1]);
  });

  it('fails as a whole when a part fails, behind what was read until then', async () => {
    const failing = (async function* () {
      yield line(1);
      await Promise.resolve();
      throw new Error('The link was lost.');
    })();
    const merged = new MergedLog([
      { log: failing, sources: [0] },
      { log: saying(line(2)), sources: [1] },
    ]);
    await expect(read(merged)).rejects.toThrow('The link was lost.');
  });

  it('reads no further ahead than it must while nobody takes what there is', async () => {
    let given = 0;
    const endless = (async function* () {
      for (;;) {
        given += 1;
        yield Buffer.concat(Array.from({ length: 1000 }, (_, index) => line(given * 1000 + index)));
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    const merged = new MergedLog([
      { log: endless, sources: [0] },
      { log: saying(), sources: [1] },
    ]);
    const reader = merged[Symbol.asyncIterator]();
    await reader.next();
    let before = -1;
    while (before !== given) {
      before = given;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(given * 1000 * line(1).length).toBeLessThan(6 * 1024 * 1024);
    await reader.return(undefined);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(given).toBeLessThanOrEqual(before + 1);
  });
});
