import { describe, expect, it } from 'vitest';
import { SampleRing } from './sample-ring.ts';

const sample = (at: number, cpu: number | null = 1) => ({
  at,
  cpu,
  memory: 2,
  memoryLimit: 3,
  networkIn: 4,
  networkOut: 5,
  blockRead: 6,
  blockWrite: 7,
  pids: 8,
});

describe('SampleRing', () => {
  it('gives samples back as they were, the last ones when it is full', () => {
    const ring = new SampleRing(3);
    expect(ring.latest).toBeUndefined();
    ring.push(sample(1, null));
    expect(ring.all()).toEqual([sample(1, null)]);
    for (const at of [2, 3, 4, 5]) ring.push(sample(at));
    expect(ring.all()).toEqual([sample(3), sample(4), sample(5)]);
    expect(ring.latest).toEqual(sample(5));
  });

  it('keeps the newest when it is made smaller, and all when it grows', () => {
    const ring = new SampleRing(3);
    for (const at of [1, 2, 3, 4]) ring.push(sample(at));
    const one = ring.resized(1);
    expect(one.all()).toEqual([sample(4)]);
    const many = one.resized(30);
    many.push(sample(5));
    expect(many.all()).toEqual([sample(4), sample(5)]);
  });
});
