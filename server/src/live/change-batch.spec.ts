import { describe, expect, it } from 'vitest';
import type { ContainerRow } from '@longshore/contract/containers';
import { HostEntity } from '../hosts/host.entity.ts';
import { FleetHost } from '../fleet/fleet-host.ts';
import type { RowChange } from '../fleet/host-mirror.ts';
import { toHost } from '../fleet/host-wire.ts';
import { StringPool } from '../fleet/string-pool.ts';
import { ChangeBatch, type ChangeFilter } from './change-batch.ts';

const host = (name: string): FleetHost =>
  new FleetHost(
    Object.assign(new HostEntity(), {
      ...{
        id: name,
        name,
        nameKey: name,
        description: '',
        tags: [],
        groupName: '',
        publicKey: 'k',
        revoked: false,
        local: false,
        drift: 0,
      },
      ...{ joinedAt: new Date(0), lastSeenAt: new Date(0), agent: null, engine: null, refusal: null },
    }),
    new StringPool(),
  );
const row = (id: string, team: string, state: ContainerRow['state'] = 'running'): ContainerRow => ({
  ...{ id, name: id, image: 'i', imageId: 'i', command: 'c', created: 0, state, restarts: 0, ports: [], networks: [], tty: false },
  labels: { team },
});
const put = (after: ContainerRow, before?: ContainerRow): RowChange => ({ op: 'put', row: after, before });

/** Sees the containers of one team, and a host once it has one. */
const onlyTeam = (team: string, told = new Set<string>()): ChangeFilter => ({
  seesRow: (_, { labels }) => labels.team === team,
  knows: ({ id }) => told.has(id),
  host: (one) => {
    if (![...one.mirror.rows()].some(({ labels }) => labels.team === team)) return undefined;
    told.add(one.id);
    return { op: 'host', host: toHost(one) };
  },
});
const brief = (changes: ReturnType<ChangeBatch['forAll']>) =>
  changes.map((change) => [change.op, change.op === 'put' ? change.row.id : change.op === 'del' ? change.id : ''].join(' ').trim());

describe('ChangeBatch', () => {
  it('holds each object once, in its newest state: hosts first, hosts that are gone last', () => {
    const [web, old] = [host('web'), host('old')];
    const batch = new ChangeBatch();
    expect(batch.isEmpty).toBe(true);
    batch.add({ kind: 'rows', host: web, changes: [put(row('a', 'pay', 'created')), put(row('b', 'pay'))] });
    batch.add({
      kind: 'rows',
      host: web,
      changes: [put(row('a', 'pay', 'running'), row('a', 'pay', 'created')), { op: 'del', before: row('b', 'pay') }],
    });
    batch.add({ kind: 'rows', host: old, changes: [put(row('z', 'pay'))] });
    batch.add({ kind: 'host-gone', host: old });
    batch.add({ kind: 'host', host: web });
    const changes = batch.forAll();
    expect(brief(changes)).toEqual(['host', 'put a', 'host-gone']);
    expect(changes[1]).toMatchObject({ row: { state: 'running' } });
  });

  it('tells that a row is gone which was known before, whatever happened in between', () => {
    const web = host('web');
    const batch = new ChangeBatch();
    batch.add({ kind: 'rows', host: web, changes: [put(row('a', 'pay', 'exited'), row('a', 'pay'))] });
    batch.add({ kind: 'rows', host: web, changes: [{ op: 'del', before: row('a', 'pay', 'exited') }] });
    expect(brief(batch.forAll())).toEqual(['del a']);
  });

  it('shows somebody who sees a part only that part, and no host before it has something for them', () => {
    const web = host('web');
    web.mirror.replace({ epoch: 'e', revision: 1, rows: { container: [row('a', 'data'), row('p', 'pay')] } });
    const told = new Set<string>();
    const first = new ChangeBatch();
    first.add({ kind: 'rows', host: web, changes: [put(row('a', 'data'))] });
    expect(first.seenBy(onlyTeam('pay', told))).toEqual([]);
    const second = new ChangeBatch();
    second.add({ kind: 'rows', host: web, changes: [put(row('p', 'pay')), put(row('a', 'data'))] });
    expect(brief(second.seenBy(onlyTeam('pay', told)))).toEqual(['host', 'put p']);
    const third = new ChangeBatch();
    third.add({ kind: 'rows', host: web, changes: [put(row('p', 'pay'), row('p', 'pay'))] });
    expect(brief(third.seenBy(onlyTeam('pay', told)))).toEqual(['put p']);
  });

  it('takes a row away from somebody who may not see it any more', () => {
    const web = host('web');
    const batch = new ChangeBatch();
    batch.add({ kind: 'rows', host: web, changes: [put(row('a', 'data'), row('a', 'pay'))] });
    expect(brief(batch.seenBy(onlyTeam('pay', new Set(['web']))))).toEqual(['del a']);
    expect(brief(batch.seenBy(onlyTeam('data', new Set(['web']))))).toEqual(['put a']);
    const gone = new ChangeBatch();
    gone.add({ kind: 'host-gone', host: web });
    expect(brief(gone.seenBy(onlyTeam('pay', new Set(['web']))))).toEqual(['host-gone']);
    expect(gone.seenBy(onlyTeam('pay'))).toEqual([]);
  });
});
