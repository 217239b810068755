import { describe, expect, it } from 'vitest';
import type { ContainerRow } from '@longshore/contract/containers';
import { batchesOf } from './fleet-picture.ts';

const rows = (host: string, count: number) => ({
  host,
  rows: Array.from({ length: count }, (_, index) => ({ id: `${host}${index}` }) as ContainerRow),
});
const sizes = (batches: ReturnType<typeof batchesOf>) =>
  [...batches].map((batch) => batch.map(({ host, rows: part }) => [host, part.length]));

describe('batchesOf', () => {
  it('fills messages over the borders of hosts, and sends no empty one', () => {
    expect(sizes(batchesOf([rows('a', 300), rows('b', 700), rows('c', 1)]))).toEqual([
      [
        ['a', 300],
        ['b', 200],
      ],
      [['b', 500]],
      [['c', 1]],
    ]);
    expect(sizes(batchesOf([rows('a', 500)]))).toEqual([[['a', 500]]]);
    expect(sizes(batchesOf([]))).toEqual([]);
  });

  it('gives every row once, in order', () => {
    const given = [...batchesOf([rows('a', 1234), rows('b', 3)])].flatMap((batch) =>
      batch.flatMap(({ rows: part }) => part.map(({ id }) => id)),
    );
    expect(given).toEqual([...rows('a', 1234).rows, ...rows('b', 3).rows].map(({ id }) => id));
  });
});
