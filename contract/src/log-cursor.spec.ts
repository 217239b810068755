import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LogCursor } from './log-cursor.ts';
import { OUTPUT } from './streams/log-records.ts';

interface Line {
  output: number;
  time: string;
  text: string;
}

const at = (tick: number) => `2026-01-01T00:00:${String(tick).padStart(2, '0')}.000000000Z`;

/** A log in which each output's times never go back, but the outputs are out of step with each other by up to two seconds. */
const log = fc
  .array(fc.record({ output: fc.constantFrom(OUTPUT.stdout, OUTPUT.stderr), step: fc.nat(2), lag: fc.nat(2) }), { maxLength: 40 })
  .map((steps) => {
    let clock = 2;
    const last: Record<number, number> = {};
    return steps.map(({ output, step, lag }, index): Line => {
      clock += Math.min(step, 1);
      const tick = Math.max(last[output] ?? 0, clock - lag);
      last[output] = tick;
      return { output, time: at(tick), text: String(index) };
    });
  });

describe('LogCursor', () => {
  it('loses nothing and repeats nothing, wherever reading breaks off and however often', () => {
    fc.assert(
      fc.property(log, fc.array(fc.nat(40), { maxLength: 6 }), (lines, breaks) => {
        let cursor = new LogCursor();
        const got: string[] = [];
        for (const stop of [...breaks, lines.length]) {
          const since = cursor.since;
          // The engine begins at the first message at or after `since`, in the order of the file.
          const again = lines.filter((line) => since === undefined || line.time.slice(0, 23) >= since.slice(0, 23));
          const end = stop === lines.length ? again.length : stop;
          for (const line of again.slice(0, end)) if (cursor.take(line.output, line.time)) got.push(line.text);
          cursor = new LogCursor(JSON.parse(JSON.stringify(cursor.position)) as object);
        }
        expect(got.sort((a, b) => Number(a) - Number(b))).toEqual(lines.map(({ text }) => text));
      }),
      { numRuns: 500 },
    );
  });

  it('does not bring up, after a break, what an output said before the tail that was asked for', () => {
    const cursor = new LogCursor({}, { middle: true });
    expect(cursor.take(OUTPUT.stdout, at(20))).toBe(true);
    const resumed = new LogCursor(cursor.position);
    expect(resumed.take(OUTPUT.stderr, at(15))).toBe(false);
    expect(resumed.take(OUTPUT.stdout, at(20))).toBe(false);
    expect(resumed.take(OUTPUT.stderr, at(21))).toBe(true);
  });

  it('does not go back for an output that was silent for long', () => {
    const cursor = new LogCursor({ stdout: { last: at(50), count: 1 }, stderr: { last: at(1), count: 1 } });
    expect(cursor.since).toBe('2026-01-01T00:00:40.000Z');
  });
});
