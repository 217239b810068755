import { describe, expect, it } from 'vitest';
import { LogCursor } from '@longshore/contract/log-cursor';
import { encodeRecord, OUTPUT } from '@longshore/contract/streams/log-records';
import { LogPositions } from './log-positions.ts';

const record = (output: number, source: number, time: string, text = 'x\n') => {
  return encodeRecord(output, source, new TextEncoder().encode(`${time} ${text}`));
};
const at = (nanoseconds: number) => `2026-01-02T03:04:05.${String(nanoseconds).padStart(9, '0')}Z`;

describe('LogPositions', () => {
  it('agrees with the cursor that finds the place again, for each source and output', () => {
    const positions = new LogPositions({ middle: true });
    const cursors = [new LogCursor({}, { middle: true }), new LogCursor({}, { middle: true })];
    const said: [number, number, number][] = [
      [OUTPUT.stderr, 0, 1],
      [OUTPUT.stdout, 0, 2],
      [OUTPUT.stdout, 0, 2],
      [OUTPUT.stdout, 1, 1],
      [OUTPUT.stdout, 0, 12],
      [OUTPUT.stdout, 0, 12],
      [OUTPUT.stdout, 0, 12],
      [OUTPUT.stderr, 0, 12],
    ];
    for (const [output, source, nanoseconds] of said) cursors[source]!.take(output, at(nanoseconds));
    const bytes = said.map(([output, source, nanoseconds]) => record(output, source, at(nanoseconds)));
    // Some in one piece, some alone; afterwards they belong to somebody else.
    for (const piece of [Buffer.concat(bytes.slice(0, 5)), ...bytes.slice(5)]) {
      positions.note(piece);
      piece.fill(0);
    }
    expect(positions.all(3)).toEqual([cursors[0]!.position, cursors[1]!.position, null]);
    expect(positions.all(1)[0]).toEqual({ stdout: { last: at(12), count: 3 }, stderr: { last: at(12), count: 1 }, from: at(1) });
  });

  it('does not count notices', () => {
    const positions = new LogPositions({ middle: false });
    positions.note(record(OUTPUT.notice, 0, at(1)));
    expect(positions.all(1)).toEqual([null]);
  });
});
