import type { ContainerRow } from '@longshore/contract/containers';
import type { Host } from '@longshore/contract/hosts';
import type { FleetChange } from '@longshore/contract/sockets/browser';
import { containerStates, healthStates } from '@longshore/contract/states';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { computed, watch } from 'vue';
import { containerKey } from './fleet-entry.ts';
import { Fleet } from './fleet.ts';
import { del, inStack, makeHost, makeRow, put } from './testing/rows.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A fleet of two hosts that are on, with the given rows on the first. */
function setUp(rows: ContainerRow[] = []) {
  const fleet = new Fleet();
  fleet.begin([makeHost('h1'), makeHost('h2')], 0);
  fleet.add([{ host: 'h1', rows }]);
  fleet.complete();
  return fleet;
}

describe('Fleet', () => {
  it('is empty until the first picture is complete', () => {
    const fleet = new Fleet();
    fleet.begin([makeHost('h1')], 0);
    fleet.add([{ host: 'h1', rows: [makeRow('a')] }]);
    expect(fleet.ready.value).toBe(false);
    expect(fleet.containers.size).toBe(0);
    fleet.complete();
    expect(fleet.ready.value).toBe(true);
    expect(fleet.container('h1', 'a')?.hostName).toBe('h1');
  });

  it('shows the old picture until the next is complete, and then what differs', () => {
    const fleet = setUp([makeRow('a'), makeRow('b')]);
    const told: string[][] = [];
    fleet.subscribe((keys) => told.push([...keys].sort()));
    fleet.begin([makeHost('h1')], 0);
    fleet.add([{ host: 'h1', rows: [makeRow('b', { state: 'exited' })] }]);
    // A change that comes meanwhile belongs to the picture that comes.
    fleet.apply([put('h1', makeRow('c'))]);
    expect([...fleet.containers.keys()]).toEqual(['h1/a', 'h1/b']);
    expect(told).toEqual([]);
    fleet.complete();
    expect([...fleet.containers.keys()]).toEqual(['h1/b', 'h1/c']);
    expect(told).toEqual([['h1/a', 'h1/b', 'h1/c']]);
    expect(fleet.host('h2')).toBeUndefined();
  });

  it('drops a picture that is not to be had', () => {
    const fleet = setUp([makeRow('a')]);
    fleet.begin([], 0);
    fleet.abandon();
    fleet.add([{ host: 'h1', rows: [makeRow('z')] }]);
    fleet.complete();
    expect([...fleet.containers.keys()]).toEqual(['h1/a']);
  });

  it('makes the entries of a host anew when they look different for it, and only then', () => {
    const fleet = setUp([makeRow('a')]);
    const before = fleet.container('h1', 'a');
    fleet.apply([{ op: 'host', host: makeHost('h1', { lastSeenAt: '2026-01-01T00:01:00Z', drift: 1 }) }]);
    expect(fleet.container('h1', 'a')).toBe(before);
    const keys: string[] = [];
    fleet.subscribe((changed) => keys.push(...changed));
    fleet.apply([{ op: 'host', host: makeHost('h1', { online: false, lastSeenAt: '2026-01-01T00:02:00Z' }) }]);
    expect(fleet.container('h1', 'a')).toMatchObject({ stale: true, asOf: '2026-01-01T00:02:00Z' });
    expect(keys).toEqual(['h1/a']);
  });

  it('keeps nothing of a host that is gone, nor what comes late of it', () => {
    const fleet = setUp([makeRow('a', inStack('shop'))]);
    fleet.apply([{ op: 'host-gone', host: 'h1' }, put('h1', makeRow('b'))]);
    expect(fleet.containers.size).toBe(0);
    expect(fleet.picture.total.counts().total).toBe(0);
    expect([...fleet.picture.byStack.names()]).toEqual([]);
  });

  it('is followed once per frame, however many batches came', () => {
    const fleet = setUp();
    const names = computed(() => [...fleet.containers.values()].map(({ name }) => name).join());
    const seen = vi.fn();
    watch(names, seen, { flush: 'sync' });
    fleet.apply([put('h1', makeRow('a'))]);
    fleet.apply([put('h1', makeRow('b'))]);
    expect(seen).not.toHaveBeenCalled();
    vi.advanceTimersToNextFrame();
    expect(seen).toHaveBeenCalledExactlyOnceWith('a,b', '', expect.anything());
  });

  it('finds hosts by id and by name, and forgets everything when it must', () => {
    const fleet = setUp([makeRow('a')]);
    fleet.apply([{ op: 'host', host: makeHost('h2', { name: 'db-1' }) }]);
    expect(fleet.host('db-1')?.id).toBe('h2');
    expect(fleet.host('h2')?.name).toBe('db-1');
    fleet.clear();
    expect(fleet).toMatchObject({ hosts: new Map(), containers: new Map() });
    expect(fleet.ready.value).toBe(false);
  });
});

const hostIds = ['h1', 'h2', 'h3'];
const anyHost = fc.record({ id: fc.constantFrom(...hostIds), online: fc.boolean(), name: fc.constantFrom('x', 'y') });
const anyRow = fc
  .record({
    id: fc.constantFrom('a', 'b', 'c', 'd'),
    state: fc.constantFrom(...containerStates),
    health: fc.option(fc.constantFrom(...healthStates), { nil: undefined }),
    stack: fc.option(fc.constantFrom('shop', 'pay'), { nil: undefined }),
  })
  .map(({ id, state, health, stack }) => makeRow(id, { state, health, ...(stack !== undefined && inStack(stack)) }));
const anyChange: fc.Arbitrary<FleetChange> = fc.oneof(
  { weight: 2, arbitrary: anyHost.map(({ id, ...changes }) => ({ op: 'host' as const, host: makeHost(id, changes) })) },
  { weight: 1, arbitrary: fc.constantFrom(...hostIds).map((host) => ({ op: 'host-gone' as const, host })) },
  { weight: 8, arbitrary: fc.tuple(fc.constantFrom(...hostIds), anyRow).map(([host, row]) => put(host, row)) },
  { weight: 3, arbitrary: fc.tuple(fc.constantFrom(...hostIds), fc.constantFrom('a', 'b', 'c', 'd')).map(([host, id]) => del(host, id)) },
);

/** The same, without any cleverness. */
class Model {
  hosts = new Map<string, Host>();
  rows = new Map<string, { host: string; row: ContainerRow }>();

  apply(change: FleetChange): void {
    switch (change.op) {
      case 'host':
        this.hosts.set(change.host.id, change.host);
        break;
      case 'host-gone':
        this.hosts.delete(change.host);
        for (const [key, { host }] of [...this.rows]) if (host === change.host) this.rows.delete(key);
        break;
      case 'put':
        if (this.hosts.has(change.host)) this.rows.set(containerKey(change.host, change.row.id), change);
        break;
      case 'del':
        this.rows.delete(containerKey(change.host, change.id));
        break;
    }
  }

  view() {
    const count = (key: 'state' | 'health') =>
      [...this.rows.values()].reduce<Record<string, number>>((sum, { row }) => {
        const value = row[key];
        return value === undefined ? sum : { ...sum, [value]: (sum[value] ?? 0) + 1 };
      }, {});
    return {
      hosts: Object.fromEntries(this.hosts),
      rows: Object.fromEntries([...this.rows].map(([key, { host, row }]) => [key, { row, host: this.hosts.get(host)!.name, stale: !this.hosts.get(host)!.online }])),
      states: count('state'),
      health: count('health'),
      stacks: [...new Set([...this.rows.values()].flatMap(({ host, row }) => (Object.keys(row.labels).length > 0 ? [`${host}/${Object.values(row.labels)[0]!}`] : [])))].sort(),
    };
  }
}

const present = (counts: Readonly<Record<string, number>>) => Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0));

function viewOf(fleet: Fleet) {
  const { states, health } = fleet.picture.total.counts();
  return {
    hosts: Object.fromEntries(fleet.hosts),
    rows: Object.fromEntries([...fleet.containers].map(([key, { row, hostName, stale }]) => [key, { row, host: hostName, stale }])),
    states: present(states),
    health: present(health),
    stacks: [...fleet.picture.byStack.names()].sort(),
  };
}

describe('Fleet, under random changes', () => {
  it('equals a plain model after every batch, and names every container that changed', () => {
    fc.assert(
      fc.property(fc.array(fc.array(anyChange, { maxLength: 6 }), { maxLength: 30 }), fc.nat(30), (batches, renewAt) => {
        const fleet = new Fleet();
        const model = new Model();
        fleet.begin([], 0);
        fleet.complete();
        let told = new Set<string>();
        fleet.subscribe((keys) => (told = new Set([...told, ...keys])));
        batches.forEach((batch, at) => {
          const before = viewOf(fleet).rows;
          told = new Set();
          batch.forEach((change) => model.apply(change));
          if (at === renewAt) {
            // A new picture says the same as the changes would have.
            fleet.begin([...model.hosts.values()], 0);
            fleet.add([...model.rows.values()].map(({ host, row }) => ({ host, rows: [row] })));
            fleet.complete();
          } else fleet.apply(batch);
          const after = viewOf(fleet);
          expect(after).toEqual(model.view());
          for (const key of new Set([...Object.keys(before), ...Object.keys(after.rows)]))
            if (JSON.stringify(before[key]) !== JSON.stringify(after.rows[key])) expect(told).toContain(key);
        });
      }),
      { numRuns: 150 },
    );
  });
});
