import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LineDecoder } from './json-lines.ts';

it('gives the same lines however the bytes were split', () => {
  const line = fc.string({ unit: 'grapheme' }).map((value) => JSON.stringify(value));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 20 }), fc.array(fc.nat(200), { maxLength: 20 }), (lines, cuts) => {
      const bytes = Buffer.from(lines.map((one) => `${one}\n`).join(''));
      const decoder = new LineDecoder();
      const places = [0, ...cuts.filter((at) => at < bytes.length).sort((a, b) => a - b), bytes.length];
      const got = places.slice(1).flatMap((end, index) => decoder.push(bytes.subarray(places[index], end)));
      expect(got).toEqual(lines);
    }),
  );
});

it('does not wait for ever for an end', () => {
  const decoder = new LineDecoder();
  expect(() => {
    for (let count = 0; count < 100; count += 1) decoder.push(Buffer.alloc(100_000, 'x'));
  }).toThrow(RangeError);
});
