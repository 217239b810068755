import { beforeEach, describe, expect, it } from 'vitest';
import type { Binding } from '@longshore/contract/access';
import type { ContainerRow } from '@longshore/contract/containers';
import { AccessService } from '../access/access.service.ts';
import type { Principal } from '../access/principal.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { FleetHost } from '../fleet/fleet-host.ts';
import { FleetView } from '../fleet/fleet-view.ts';
import { StringPool } from '../fleet/string-pool.ts';
import { HostEntity } from '../hosts/host.entity.ts';
import type { StatsService } from '../stats/stats.service.ts';
import { ContainersService } from './containers.service.ts';

const row = (name: string, more: Partial<ContainerRow> = {}): ContainerRow => ({
  ...{ id: `id-${name}`, name, image: 'nginx', imageId: 'i', command: 'c', created: 0, state: 'running', restarts: 0 },
  ...{ ports: [], networks: [], labels: {}, tty: false },
  ...more,
});
const who = (...bindings: Binding[]): Principal => ({
  user: { id: 'u', name: 'u' },
  by: { kind: 'session', id: 's', expiresAt: new Date() },
  bindings,
});
const admin = who({ role: 'administrator', scope: { kind: 'everything' } });

describe('the list of containers', () => {
  let hosts: FleetHost[];
  let service: ContainersService;
  const add = (name: string, rows: ContainerRow[]): FleetHost => {
    const record = Object.assign(new HostEntity(), {
      id: `h-${name}`,
      name,
      tags: [],
      groupName: '',
      lastSeenAt: new Date(0),
      engine: null,
    });
    const host = new FleetHost(record, new StringPool());
    host.mirror.replace({ epoch: 'e', revision: 1, rows: { container: rows } });
    hosts.push(host);
    return host;
  };
  const list = (args: { q?: string; limit?: number; cursor?: string } = {}, principal = admin) =>
    service.list(principal, { q: '', limit: 100, ...args });
  const names = (page: ReturnType<typeof list>) => page.items.map(({ hostName, name }) => `${hostName}/${name}`);

  beforeEach(() => {
    hosts = [];
    const stats = { latest: (_: string, id: string) => (id === 'id-b' ? { cpu: 90 } : undefined) } as unknown as StatsService;
    service = new ContainersService({ hosts: () => hosts } as unknown as Fleet, new FleetView(new AccessService()), stats);
  });

  it('is sorted by host and name, says how many there are, and what is stale', () => {
    add('web', [row('b'), row('a')]).linked = true;
    add('db', [row('z')]);
    const page = list();
    expect(names(page)).toEqual(['db/z', 'web/a', 'web/b']);
    expect([page.total, page.next]).toEqual([3, null]);
    expect(page.items.map(({ stale }) => stale)).toEqual([true, false, false]);
    expect(page.items[0]?.asOf).toBe(new Date(0).toISOString());
  });

  it('finds by query, also by what is used', () => {
    add('web', [row('a', { state: 'exited' }), row('b'), row('c', { labels: { team: 'pay' } })]);
    expect(names(list({ q: 'state:running -label:team' }))).toEqual(['web/b']);
    expect(names(list({ q: 'cpu:>50' }))).toEqual(['web/b']);
    expect(() => list({ q: 'stat:x' })).toThrow(/state/);
  });

  it('goes on where a page ended, although rows came and went', () => {
    const web = add(
      'web',
      ['a', 'c', 'e', 'g'].map((name) => row(name)),
    );
    const first = list({ limit: 2 });
    expect(names(first)).toEqual(['web/a', 'web/c']);
    web.mirror.replace({ epoch: 'e', revision: 2, rows: { container: ['b', 'd', 'g'].map((name) => row(name)) } });
    const second = list({ limit: 2, cursor: first.next! });
    expect(names(second)).toEqual(['web/d', 'web/g']);
    expect([second.next, second.total]).toEqual([null, 3]);
    expect(() => list({ cursor: 'nonsense' })).toThrow();
  });

  it('has only what somebody may see, and counts no more', () => {
    add('web', [row('a', { labels: { team: 'pay' } }), row('b')]);
    const payer = who({ role: 'viewer', scope: { kind: 'label', name: 'team', value: 'pay' } });
    expect(list({}, payer)).toMatchObject({ items: [{ name: 'a' }], total: 1 });
    expect(list({}, who())).toMatchObject({ items: [], total: 0 });
  });
});
