import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nextTick, ref, watch } from 'vue';
import { useContainers } from './containers.ts';
import type { Sort } from './container-order.ts';
import { Fleet, fleetKey } from './fleet.ts';
import { useFleetCounts, useHosts } from './hosts.ts';
import { Live } from './live.ts';
import { Stats, statsKey } from './stats.ts';
import { FakeLiveSocket } from './testing/fake-live-socket.ts';
import { inStack, makeHost, makeRow, put, del } from './testing/rows.ts';
import { withSetup } from './testing/with-setup.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp<T>(run: () => T) {
  const fake = new FakeLiveSocket();
  const fleet = new Fleet();
  const live = new Live(fake.socket);
  const stats = new Stats(live, fleet);
  live.connect();
  fake.accept();
  const load = (...rows: ReturnType<typeof makeRow>[]) => {
    fleet.begin([makeHost('h1', { name: 'web-1' }), makeHost('h2', { name: 'db-1', online: false })], 0);
    fleet.add([{ host: 'h1', rows }]);
    fleet.complete();
  };
  const { result, unmount } = withSetup(
    [
      [fleetKey, fleet],
      [statsKey, stats],
    ],
    run,
  );
  return { fake, fleet, load, view: result, unmount };
}

const query = ref('');
const sort = ref<Sort>({ column: 'name', descending: false });
const held = ref(false);
const list = () => useContainers({ query, sort, held });
const names = (view: ReturnType<typeof useContainers>) => view.rows.value.map(({ entry, mark }) => (mark ?? '') + entry.name).join(' ');

beforeEach(() => {
  query.value = '';
  sort.value = { column: 'name', descending: false };
  held.value = false;
});

describe('useContainers', () => {
  it('takes the first picture as it is, and marks what comes later', () => {
    const { fleet, load, view } = setUp(list);
    load(makeRow('a'), makeRow('b'));
    vi.advanceTimersToNextFrame();
    expect(names(view)).toBe('a b');
    fleet.apply([put('h1', makeRow('c')), del('h1', 'a')]);
    vi.advanceTimersToNextFrame();
    expect(names(view)).toBe('removeda b newc');
    expect(view.total.value).toBe(2);
    vi.advanceTimersByTime(1100);
    expect(names(view)).toBe('b c');
  });

  it('changes once per frame, however much happens', () => {
    const { fleet, load, view } = setUp(list);
    load();
    vi.advanceTimersToNextFrame();
    const seen = vi.fn();
    watch(view.rows, seen, { flush: 'sync' });
    for (const id of ['a', 'b', 'c']) fleet.apply([put('h1', makeRow(id))]);
    expect(seen).not.toHaveBeenCalled();
    vi.advanceTimersToNextFrame();
    expect(seen).toHaveBeenCalledOnce();
  });

  it('searches, and stays what it was while the query is no query', async () => {
    const { load, view } = setUp(list);
    load(makeRow('a'), makeRow('b', { state: 'exited' }));
    vi.advanceTimersToNextFrame();
    query.value = 'state:exited';
    await nextTick();
    expect(names(view)).toBe('b');
    query.value = 'state:exited a "b';
    await nextTick();
    expect(view.mistake.value).toMatchObject({ position: 15 });
    expect(names(view)).toBe('b');
    query.value = '';
    await nextTick();
    expect(view.mistake.value).toBeNull();
    expect(names(view)).toBe('a b');
  });

  it('follows samples when they decide, and not otherwise', async () => {
    const { fake, load, view } = setUp(list);
    load(makeRow('a'), makeRow('b'));
    vi.advanceTimersToNextFrame();
    const seen = vi.fn();
    watch(view.rows, seen, { flush: 'sync' });
    const sample = (id: string, cpu: number) =>
      fake.tell('stats:samples', [
        { host: 'h1', id, stats: { at: 0, cpu, memory: 0, memoryLimit: 0, networkIn: 0, networkOut: 0, blockRead: 0, blockWrite: 0, pids: 0 } },
      ]);
    sample('b', 70);
    vi.advanceTimersToNextFrame();
    expect(seen).not.toHaveBeenCalled();
    sort.value = { column: 'cpu', descending: true };
    await nextTick();
    expect(names(view)).toBe('b a');
    // Not only of those on the screen.
    vi.advanceTimersByTime(200);
    expect(fake.last('stats:look').args).toEqual({ targets: ['h1/a', 'h1/b'] });
    sample('a', 90);
    vi.advanceTimersToNextFrame();
    expect(names(view)).toBe('a b');
    query.value = 'cpu:>80';
    await nextTick();
    expect(names(view)).toBe('a');
  });

  it('counts what a hold keeps back, and applies it when asked', async () => {
    const { fleet, load, view } = setUp(list);
    load(makeRow('b'));
    vi.advanceTimersToNextFrame();
    held.value = true;
    await nextTick();
    fleet.apply([put('h1', makeRow('a'))]);
    vi.advanceTimersToNextFrame();
    expect(names(view)).toBe('b');
    expect(view.pending.value).toBe(1);
    view.apply();
    expect(names(view)).toBe('newa b');
    expect(view.pending.value).toBe(0);
  });

  it('is deaf once its component is gone', () => {
    const { fleet, load, view, unmount } = setUp(list);
    load(makeRow('a'));
    vi.advanceTimersToNextFrame();
    unmount();
    fleet.apply([put('h1', makeRow('b'))]);
    vi.advanceTimersByTime(2000);
    expect(names(view)).toBe('a');
    vi.runOnlyPendingTimers();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('views of the fleet', () => {
  it('follow the hosts and the counts', () => {
    const { fleet, load, view } = setUp(() => ({
      hosts: useHosts(),
      counts: useFleetCounts(),
    }));
    load(makeRow('a', inStack('shop')), makeRow('b', { ...inStack('shop'), state: 'exited' }), makeRow('c', inStack('pay')));
    expect(view.hosts.value.map(({ host, stale, counts }) => [host.name, stale, counts.total])).toEqual([
      ['db-1', true, 0],
      ['web-1', false, 3],
    ]);
    expect(view.counts.value).toMatchObject({ hosts: { total: 2, online: 1 }, stacks: 2, containers: { total: 3, states: { running: 2 } } });
    fleet.apply([put('h1', makeRow('a', { state: 'dead' })), del('h1', 'c')]);
    vi.advanceTimersToNextFrame();
    expect(view.counts.value).toMatchObject({ stacks: 1, containers: { total: 2, states: { running: 0, dead: 1 } } });
  });
});
