import type { LogPosition } from '@longshore/contract/logs';
import { OUTPUT } from '@longshore/contract/streams/log-records';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nanosOf } from '../../engine/times.ts';
import { LogCursor } from './cursor.ts';

interface Line {
  output: number;
  time: string;
  text: string;
}

const timeAt = (tick: number) => `2026-01-01T00:00:${String(Math.floor(tick / 10)).padStart(2, '0')}.${tick % 10}00000000Z`;

/** Reads lines as a pass does: what comes through is new. */
function read(cursor: LogCursor, lines: readonly Line[]): Line[] {
  return lines.filter(({ output, time, text }) => {
    const payload = Buffer.from(`${time} ${text}`);
    const wanted = cursor.accept(output, payload, 0, payload.length);
    cursor.settle();
    payload.fill(0);
    return wanted;
  });
}

/** A log: several messages may share a time, and each output is in order. */
const log = fc
  .array(fc.record({ output: fc.constantFrom(OUTPUT.stdout, OUTPUT.stderr), step: fc.constantFrom(0, 0, 1, 3) }), { maxLength: 40 })
  .map((steps) => {
    let tick = 0;
    return steps.map(({ output, step }, index): Line => ({ output, time: timeAt((tick += step)), text: `line ${index}\n` }));
  });

describe('LogCursor', () => {
  it('reads on after any place, missing and repeating nothing, from wherever the new reading begins', () => {
    fc.assert(
      fc.property(log, fc.nat(40), fc.nat(40), (lines, stop, back) => {
        const cursor = new LogCursor(null);
        const first = read(cursor, lines.slice(0, stop));
        expect(first).toEqual(lines.slice(0, stop));
        const bound = cursor.bound;
        cursor.rewind();
        // At the latest a reading begins with the first message that is not before the bound; it may begin earlier.
        const from = bound === undefined ? 0 : lines.findIndex((line) => (nanosOf(line.time) ?? 0n) >= bound);
        const second = read(cursor, lines.slice(Math.max(0, from - back)));
        expect([...first, ...second]).toEqual(lines);
      }),
    );
  });

  it('reads on from a position that somebody else kept', () => {
    fc.assert(
      fc.property(log, fc.nat(40), (lines, stop) => {
        const seen = lines.slice(0, stop);
        const of = (output: number) => {
          const last = seen.filter((line) => line.output === output).at(-1)?.time;
          return last === undefined
            ? undefined
            : { last, count: seen.filter((line) => line.output === output && line.time === last).length };
        };
        const [stdout, stderr] = [of(OUTPUT.stdout), of(OUTPUT.stderr)];
        const position: LogPosition = { ...(stdout && { stdout }), ...(stderr && { stderr }), ...(seen[0] && { from: seen[0].time }) };
        // An output that was silent is told from its beginning: of the very first time nobody can know what was told.
        fc.pre(stdout !== undefined && stderr !== undefined);
        const cursor = new LogCursor(position);
        cursor.rewind();
        expect(read(cursor, lines)).toEqual(lines.slice(stop));
      }),
    );
  });

  it('does not tell of an output what lies before the place where reading began', () => {
    const lines = [0, 1, 2, 3].map((tick): Line => ({ output: tick < 2 ? OUTPUT.stderr : OUTPUT.stdout, time: timeAt(tick), text: 'x' }));
    const cursor = new LogCursor(null);
    read(cursor, lines.slice(2, 3));
    cursor.rewind();
    expect(read(cursor, lines)).toEqual(lines.slice(3));
  });

  it('goes on after a clock was set back', () => {
    const line = (tick: number): Line => ({ output: OUTPUT.stdout, time: timeAt(tick), text: 'x' });
    const lines = [line(50), line(51), line(10), line(11)];
    const cursor = new LogCursor(null);
    read(cursor, lines.slice(0, 2));
    cursor.rewind();
    expect(read(cursor, lines)).toEqual(lines.slice(2));
  });

  it('looks back no further than lines can be out of order, however long an output was silent', () => {
    const cursor = new LogCursor(null);
    read(cursor, [
      { output: OUTPUT.stderr, time: '2026-01-01T00:00:00.000000000Z', text: 'x' },
      { output: OUTPUT.stdout, time: '2026-01-01T05:00:00.000000000Z', text: 'x' },
    ]);
    expect(cursor.bound).toBe((nanosOf('2026-01-01T05:00:00Z') ?? 0n) - 1_000_000_000n);
  });

  it('lets messages without a time through', () => {
    const cursor = new LogCursor(null);
    const payload = Buffer.from('no time');
    expect([cursor.accept(1, payload, 0, payload.length), cursor.empty]).toEqual([true, true]);
  });
});
