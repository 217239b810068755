import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BrokenFramesError, encodeRecord } from '@longshore/contract/streams/log-records';
import { RecordCutter, timeAt } from './record-cutter.ts';

const Records = fc.array(
  fc
    .tuple(fc.constantFrom(0, 1, 2), fc.nat(500), fc.uint8Array({ maxLength: 200 }))
    .map(([output, source, payload]) => encodeRecord(output, source, payload)),
  { maxLength: 20 },
);

describe('RecordCutter', () => {
  it('gives every byte once, and only whole records, however they were split', () => {
    fc.assert(
      fc.property(Records, fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1 }), (records, sizes) => {
        const whole = Buffer.concat(records);
        const ends = new Set<number>([0]);
        records.reduce((sum, { length }) => (ends.add(sum + length), sum + length), 0);
        const cutter = new RecordCutter();
        const given: Uint8Array[] = [];
        let length = 0;
        for (let at = 0, turn = 0; at < whole.length; turn += 1) {
          const size = sizes[turn % sizes.length]!;
          const cut = cutter.push(whole.subarray(at, at + size));
          given.push(cut.slice());
          length += cut.length;
          expect(ends).toContain(length);
          at += size;
        }
        expect(Buffer.concat(given).equals(whole)).toBe(true);
        expect(cutter.pending).toBe(0);
      }),
    );
  });

  it('tells what is missing, and what are no records', () => {
    const cutter = new RecordCutter();
    expect(cutter.push(encodeRecord(1, 0, new Uint8Array(10)).subarray(0, 12))).toHaveLength(0);
    expect(cutter.pending).toBe(12);
    expect(() => new RecordCutter().push(Buffer.from('this is just text'))).toThrow(BrokenFramesError);
  });
});

describe('timeAt', () => {
  it.each([
    ['2026-01-02T03:04:05.000000001Z hello', 30],
    ['2026-01-02T03:04:05.000000001+02:00 hello', 35],
    ['2026-01-02T03:04:05Z hello', 20],
    ['hello, this is a line without any time in it', 0],
    ['', 0],
  ])('of %j', (text, expected) => {
    const bytes = Buffer.from(`xx${text}`);
    expect(timeAt(bytes, 2, bytes.length - 2)).toBe(expected);
  });
});
