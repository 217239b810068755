import { describe, expect, it } from 'vitest';
import type { ContainerRow } from '@longshore/contract/containers';
import { HostMirror } from './host-mirror.ts';

const row = (id: string, more: Partial<ContainerRow> = {}): ContainerRow => ({
  id,
  name: id,
  image: 'nginx',
  imageId: 'sha256:1',
  command: 'nginx',
  created: 1,
  state: 'running',
  restarts: 0,
  ports: [],
  networks: ['bridge'],
  labels: { team: 'pay' },
  tty: false,
  ...more,
});
const snapshot = (revision: number, rows: ContainerRow[], epoch = 'e1') => ({ epoch, revision, rows: { container: rows } });

describe('HostMirror', () => {
  it('tells only what differs when a snapshot comes', () => {
    const mirror = new HostMirror();
    expect(mirror.replace(snapshot(1, [row('a'), row('b')]))).toHaveLength(2);
    const kept = mirror.get('a');
    const changes = mirror.replace(snapshot(9, [row('a'), row('c')], 'e2'));
    expect(changes.map((change) => [change.op, change.op === 'put' ? change.row.id : change.before.id])).toEqual([
      ['put', 'c'],
      ['del', 'b'],
    ]);
    expect(mirror.get('a')).toBe(kept);
    expect([mirror.epoch, mirror.revision]).toEqual(['e2', 9]);
  });

  it('applies the delta that follows, with what was there before', () => {
    const mirror = new HostMirror();
    mirror.replace(snapshot(4, [row('a')]));
    const changes = mirror.apply({
      epoch: 'e1',
      from: 4,
      revision: 6,
      changes: [
        { op: 'put', kind: 'container', row: row('a', { state: 'exited' }) },
        { op: 'del', kind: 'container', id: 'never-known' },
      ],
    });
    expect(changes).toEqual([{ op: 'put', row: row('a', { state: 'exited' }), before: row('a') }]);
    expect(mirror.revision).toBe(6);
  });

  it('refuses a gap, another epoch and a half-known delta, and ignores one told twice', () => {
    const mirror = new HostMirror();
    mirror.replace(snapshot(4, [row('a')]));
    const gone = [{ op: 'del' as const, kind: 'container' as const, id: 'a' }];
    expect(mirror.apply({ epoch: 'e1', from: 5, revision: 6, changes: gone })).toBeNull();
    expect(mirror.apply({ epoch: 'e0', from: 4, revision: 5, changes: gone })).toBeNull();
    expect(mirror.apply({ epoch: 'e1', from: 3, revision: 5, changes: gone })).toBeNull();
    expect(mirror.apply({ epoch: 'e1', from: 3, revision: 4, changes: gone })).toEqual([]);
    expect(mirror.size).toBe(1);
  });

  it('keeps the sorted list until something changes', () => {
    const mirror = new HostMirror();
    mirror.replace(snapshot(1, [row('b'), row('a')]));
    const sorted = mirror.sorted();
    expect(sorted.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(mirror.sorted()).toBe(sorted);
    mirror.apply({ epoch: 'e1', from: 1, revision: 2, changes: [{ op: 'put', kind: 'container', row: row('b', { name: 'A' }) }] });
    expect(mirror.sorted().map(({ name }) => name)).toEqual(['A', 'a']);
  });
});
