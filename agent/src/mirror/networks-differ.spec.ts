import type { ContainerRow } from '@longshore/contract/containers';
import { describe, expect, it } from 'vitest';
import { networksDiffer } from './networks-differ.ts';

const summary = (id: string, ...networks: string[]) => ({
  Id: id,
  Names: [],
  State: 'exited',
  Labels: {},
  NetworkSettings: { Networks: Object.fromEntries(networks.map((name) => [name, {}])) },
});

describe('networksDiffer', () => {
  it('names containers whose networks changed, in either direction, and leaves unknown ones to the events', () => {
    const rows: Record<string, Pick<ContainerRow, 'networks'>> = {
      same: { networks: ['a', 'b'] },
      more: { networks: ['a'] },
      less: { networks: ['a', 'b'] },
    };
    const mirror = { row: (id: string) => rows[id] as ContainerRow | undefined };
    const listed = [summary('same', 'b', 'a'), summary('more', 'a', 'b'), summary('less', 'a'), summary('unknown', 'a')];
    expect(networksDiffer(listed, mirror)).toEqual(['more', 'less']);
  });
});
