import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Backoff } from './backoff.ts';

describe('Backoff', () => {
  it('doubles its ceiling from half a second to eight', () => {
    const backoff = new Backoff(() => 1);
    expect(Array.from({ length: 9 }, () => backoff.next())).toEqual([500, 1000, 2000, 4000, 8000, 8000, 8000, 8000, 8000]);
    backoff.reset();
    expect(backoff.next()).toBe(500);
  });

  it('spreads over the whole range below it, but never hammers', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(20), (random, failures) => {
        const backoff = new Backoff(() => random);
        for (let count = 0; count < failures; count += 1) backoff.next();
        const wait = backoff.next();
        const ceiling = Math.min(8000, 500 * 2 ** failures);
        expect(wait).toBe(Math.max(100, random * ceiling));
      }),
    );
  });

  it('waits 30 to 60 s after a refusal', () => {
    expect([new Backoff(() => 0).afterRefusal(), new Backoff(() => 1).afterRefusal()]).toEqual([30_000, 60_000]);
  });
});
