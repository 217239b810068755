import { describe, expect, it } from 'vitest';
import type { StatsPoint } from '../../../data/stats-point.ts';
import { binarySplits, columnsOf } from './chart.ts';

const point = (at: number, cpu: number | null): StatsPoint => ({
  stats: { at, cpu, memory: 1, memoryLimit: 2, networkIn: 0, networkOut: 0, blockRead: 0, blockWrite: 0, pids: 1 },
  rates: null,
});

describe('charts', () => {
  it('are drawn from columns, with gaps where nothing is known', () => {
    const lines = [
      { label: 'CPU', ink: 'info' as const, read: ({ stats }: StatsPoint) => stats.cpu },
      { label: 'In', ink: 'warn' as const, read: ({ rates }: StatsPoint) => rates?.networkIn ?? null },
    ];
    expect(columnsOf([point(1000, null), point(3000, 7)], lines)).toEqual([
      [1, 3],
      [null, 7],
      [null, null],
    ]);
  });

  it.each([
    [1024, [0, 256, 512, 768, 1024]],
    [1000, [0, 256, 512, 768]],
    [0, [0]],
    [5 * 2 ** 30, [0, 2, 4].map((gib) => gib * 2 ** 30)],
  ])('have lines at round numbers of bytes up to %i', (max, splits) => {
    expect(binarySplits(max)).toEqual(splits);
  });
});
