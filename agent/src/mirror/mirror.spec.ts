import type { ContainerRow } from '@longshore/contract/containers';
import type { MirrorChange } from '@longshore/contract/mirror';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Mirror, RING_SIZE } from './mirror.ts';

const row = (id: string, name = id): ContainerRow => ({
  id,
  name,
  image: 'i',
  imageId: 'i',
  command: '',
  created: 0,
  state: 'running',
  restarts: 0,
  ports: [],
  networks: [],
  labels: {},
  tty: false,
});

function applied(rows: Map<string, ContainerRow>, changes: readonly MirrorChange[]) {
  for (const change of changes) {
    if (change.op === 'put') rows.set(change.row.id, change.row);
    else rows.delete(change.id);
  }
  return rows;
}

describe('Mirror', () => {
  it('counts real differences alone', () => {
    const mirror = new Mirror();
    expect([mirror.put(row('a')), mirror.put(row('a')), mirror.put(row('a', 'b')), mirror.remove('x'), mirror.remove('a')]).toEqual([
      true,
      false,
      true,
      false,
      true,
    ]);
    expect(mirror.revision).toBe(3);
  });

  it('gives from any revision it still knows what leads to the present', () => {
    const step = fc.record({ id: fc.constantFrom('a', 'b', 'c'), name: fc.option(fc.constantFrom('x', 'y'), { nil: undefined }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.nat(60), (steps, stop) => {
        const mirror = new Mirror();
        let known = new Map<string, ContainerRow>();
        let revision = 0;
        steps.forEach(({ id, name }, index) => {
          if (name === undefined) mirror.remove(id);
          else mirror.put(row(id, name));
          if (index === stop) {
            known = new Map(mirror.snapshot().rows.container.map((one) => [one.id, one]));
            revision = mirror.revision;
          }
        });
        const delta = mirror.since(revision);
        expect(delta).toMatchObject({ from: revision, revision: mirror.revision, epoch: mirror.epoch });
        expect(delta?.changes).toHaveLength(mirror.revision - revision);
        const now = applied(known, delta?.changes ?? []);
        expect([...now.values()].map(({ id, name }) => `${id}${name}`).sort()).toEqual(
          [...mirror.rows].map(({ id, name }) => `${id}${name}`).sort(),
        );
      }),
    );
  });

  it('says when it no longer knows, or never did', () => {
    const mirror = new Mirror();
    for (let count = 0; count < RING_SIZE * 3; count += 1) mirror.put(row('a', String(count)));
    expect(mirror.since(mirror.revision - RING_SIZE)?.changes).toHaveLength(RING_SIZE);
    expect(mirror.since(0)).toBeNull();
    expect(mirror.since(mirror.revision + 1)).toBeNull();
    expect(mirror.since(mirror.revision)?.changes).toEqual([]);
  });
});
