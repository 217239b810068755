import { expect, it } from 'vitest';
import { Backoff } from './backoff.ts';

it('doubles its ceiling up to a limit, and begins anew', () => {
  const backoff = new Backoff(500, 15_000, () => 1);
  expect(Array.from({ length: 7 }, () => backoff.next())).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000]);
  backoff.reset();
  expect(backoff.next()).toBe(500);
});

it('takes any time up to the ceiling, also at the limit', () => {
  let share = 0;
  const backoff = new Backoff(500, 15_000, () => share);
  for (let tries = 0; tries < 2000; tries += 1) expect(backoff.next()).toBe(0);
  share = 0.25;
  expect(backoff.next()).toBe(3750);
});
