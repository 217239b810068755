import type { ContainerRow } from '@longshore/contract/containers';
import { compileQuery } from '@longshore/contract/query';
import type { ContainerStats } from '@longshore/contract/stats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ContainerList, MARK_MS } from './container-list.ts';
import { comparator, type Sort, sortColumns, sortValue } from './container-order.ts';
import type { ContainerEntry } from './fleet-entry.ts';
import { makeEntry } from './testing/rows.ts';

const byName: Sort = { column: 'name', descending: false };
const cpu = (value: number): ContainerStats => ({
  at: 0,
  cpu: value,
  memory: 0,
  memoryLimit: 0,
  networkIn: 0,
  networkOut: 0,
  blockRead: 0,
  blockWrite: 0,
  pids: 1,
});

/** A list over containers that the test changes. */
class World {
  readonly containers = new Map<string, ContainerEntry>();
  readonly samples = new Map<string, ContainerStats>();
  readonly list: ContainerList;
  now = 0;

  constructor(ids: string[], query = '', sort = byName) {
    for (const id of ids) this.#set(id);
    this.list = new ContainerList({ containers: this.containers, stats: (key) => this.samples.get(key) }, compileQuery(query), sort);
  }

  #set(id: string, changes: Partial<ContainerRow> = {}): string {
    const entry = makeEntry(id, changes);
    this.containers.set(entry.key, entry);
    return entry.key;
  }

  put(id: string, changes: Partial<ContainerRow> = {}): void {
    this.list.update(new Set([this.#set(id, changes)]), this.now);
  }

  del(id: string): void {
    this.containers.delete(`h1/${id}`);
    this.list.update(new Set([`h1/${id}`]), this.now);
  }

  wait(milliseconds: number): void {
    this.now += milliseconds;
    this.list.expire(this.now);
  }

  get view(): string {
    const signs = { new: '+', removed: '-', left: '~' };
    return this.list.shown.map(({ entry, mark }) => `${mark === undefined ? '' : signs[mark]}${entry.name}`).join(' ');
  }
}

describe('ContainerList', () => {
  it('sorts numbers in names as numbers, whatever the direction of the rest', () => {
    expect(new World(['api-10', 'api-2', 'Api-1']).view).toBe('Api-1 api-2 api-10');
    expect(new World(['api-10', 'api-2', 'Api-1'], '', { column: 'name', descending: true }).view).toBe('api-10 api-2 Api-1');
  });

  it('puts what has no value last in both directions', () => {
    for (const descending of [false, true]) {
      const world = new World(['a', 'b', 'c'], '', { column: 'cpu', descending });
      world.samples.set('h1/b', cpu(5)).set('h1/c', cpu(9));
      world.list.rebuild();
      expect(world.view).toBe(descending ? 'c b a' : 'b c a');
    }
  });

  it('marks what comes and what goes, for a second', () => {
    const world = new World(['a', 'c'], 'state:running');
    expect(world.view).toBe('a c');
    world.put('b');
    expect(world.view).toBe('a +b c');
    world.wait(MARK_MS / 2);
    world.del('a');
    world.put('c', { state: 'exited' });
    expect(world.view).toBe('-a +b ~c');
    expect(world.list.total).toBe(1);
    world.wait(MARK_MS / 2);
    expect(world.view).toBe('-a b ~c');
    expect(world.list.nextExpiry).toBe(MARK_MS * 1.5);
    world.wait(MARK_MS / 2);
    expect(world.view).toBe('b');
    expect(world.list.nextExpiry).toBeUndefined();
  });

  it('shows the last state of a row that goes, and takes it back when it returns', () => {
    const world = new World(['a'], 'state:running');
    world.put('a', { state: 'paused' });
    expect(world.list.shown[0]?.entry.row.state).toBe('paused');
    world.put('a', { state: 'dead' });
    expect(world.list.shown[0]?.entry.row.state).toBe('dead');
    world.del('a');
    expect(world.view).toBe('-a');
    world.put('a');
    expect(world.view).toBe('+a');
  });

  it('keeps places while it is held, but not values', () => {
    const world = new World(['a', 'b', 'c', 'd'], '', { column: 'restarts', descending: true });
    world.list.hold(true);
    expect(world.list.pending).toBe(0);
    world.put('c', { restarts: 9 });
    expect(world.view).toBe('a b c d');
    expect(world.list.shown[2]?.entry.row.restarts).toBe(9);
    expect(world.list.pending).toBe(1);
    world.put('e');
    world.del('a');
    expect(world.view).toBe('-a b c d');
    expect(world.list.pending).toBe(3);
    world.wait(MARK_MS * 2);
    expect(world.view).toBe('-a b c d');
    world.list.apply();
    expect(world.view).toBe('c b d e');
    expect(world.list.pending).toBe(0);
    world.put('d', { restarts: 10 });
    expect(world.view).toBe('c b d e');
    world.list.hold(false);
    expect(world.view).toBe('d c b e');
  });

  it('shows another order at once, held or not', () => {
    const world = new World(['a', 'b']);
    world.list.hold(true);
    world.list.show(compileQuery('-name:a'), byName);
    expect(world.view).toBe('b');
    world.list.show(compileQuery(''), { column: 'name', descending: true });
    expect(world.view).toBe('b a');
  });
});

type Step = { id: string; row: Partial<ContainerRow> | null; cpu: number | undefined } | 'hold' | 'release' | 'expire';

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      id: fc.constantFrom('a1', 'a2', 'a10', 'b', 'c', 'd'),
      row: fc.option(fc.record({ state: fc.constantFrom('running' as const, 'exited' as const), restarts: fc.nat(3), name: fc.constantFrom('x', 'y1', 'y02') })),
      cpu: fc.option(fc.nat(4), { nil: undefined }),
    }),
  },
  { weight: 2, arbitrary: fc.constantFrom('hold' as const, 'release' as const, 'expire' as const) },
);

describe('ContainerList, under random changes', () => {
  it('shows what a filter and a sort of everything would, and holds its order while held', () => {
    const sorts = fc.record({ column: fc.constantFrom(...sortColumns), descending: fc.boolean() });
    fc.assert(
      fc.property(sorts, fc.constantFrom('', 'state:running', 'cpu:>1', '-name:x'), fc.array(fc.array(step, { maxLength: 4 }), { maxLength: 25 }), (sort, query, frames) => {
        const containers = new Map<string, ContainerEntry>();
        const samples = new Map<string, ContainerStats>();
        const source = { containers, stats: (key: string) => samples.get(key) };
        const matches = compileQuery(query);
        const list = new ContainerList(source, matches, sort);
        const plain = () =>
          [...containers.values()]
            .filter((entry) => matches({ row: entry.row, hostName: entry.hostName, hostTags: [], hostGroup: '', stale: false, stats: samples.get(entry.key) }))
            .map((entry) => ({ entry, value: sortValue(sort, entry, samples.get(entry.key)) }))
            .sort(comparator(sort))
            .map(({ entry }) => entry.key);
        const stays = ({ mark }: { mark: string | undefined }) => mark === undefined || mark === 'new';
        let held = false;
        frames.forEach((frame, now) => {
          const keys = new Set<string>();
          for (const one of frame) {
            if (one === 'expire') list.expire(now * 100);
            else if (typeof one === 'string') list.hold((held = one === 'hold'));
            else {
              const key = `h1/${one.id}`;
              if (one.row === null) containers.delete(key);
              else containers.set(key, makeEntry(one.id, one.row));
              if (one.cpu !== undefined) samples.set(key, cpu(one.cpu));
              keys.add(key);
            }
          }
          const before = list.shown.map(({ key }) => key);
          list.update(keys, now * 100);
          const shown = list.shown.map(({ key }) => key);
          const present = list.shown.filter(stays).map(({ key }) => key);
          expect(list.total).toBe(plain().length);
          expect(new Set(shown).size).toBe(shown.length);
          for (const row of list.shown.filter(stays)) expect(row.entry).toBe(containers.get(row.key));
          if (held) {
            expect(shown).toEqual(before);
            expect(list.pending === 0).toBe(JSON.stringify(shown) === JSON.stringify(plain()));
          } else expect(present).toEqual(plain());
        });
        list.hold(false);
        list.expire(Infinity);
        expect(list.shown.map(({ key, mark }) => `${key}${mark ?? ''}`)).toEqual(plain());
      }),
      { numRuns: 200 },
    );
  });
});
