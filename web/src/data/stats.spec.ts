import type { ContainerStats } from '@longshore/contract/stats';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { computed, nextTick, ref } from 'vue';
import { Fleet, fleetKey } from './fleet.ts';
import { Live } from './live.ts';
import { statsPoint } from './stats-point.ts';
import { HISTORY, Stats, statsKey, useStats } from './stats.ts';
import { FakeLiveSocket } from './testing/fake-live-socket.ts';
import { makeHost, makeRow, put } from './testing/rows.ts';
import { withSetup } from './testing/with-setup.ts';

const makeStats = (at: number, changes: Partial<ContainerStats> = {}): ContainerStats => ({
  at,
  cpu: 1,
  memory: 100,
  memoryLimit: 1000,
  networkIn: 0,
  networkOut: 0,
  blockRead: 0,
  blockWrite: 0,
  pids: 1,
  ...changes,
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function setUp() {
  const fake = new FakeLiveSocket();
  const live = new Live(fake.socket);
  const fleet = new Fleet();
  const stats = new Stats(live, fleet);
  fleet.begin([makeHost('h')], 0);
  fleet.add([{ host: 'h', rows: [makeRow('a'), makeRow('b')] }]);
  fleet.complete();
  live.connect();
  fake.accept();
  const looked = () => fake.sent.filter(({ event }) => event === 'stats:look').map(({ args }) => (args as { targets: string[] }).targets);
  const sample = (id: string, one: ContainerStats) => fake.tell('stats:samples', [{ host: 'h', id, stats: one }]);
  const look = (keys: () => readonly string[]) => withSetup([[fleetKey, fleet], [statsKey, stats]], () => useStats(keys));
  return { fake, fleet, stats, looked, sample, look };
}

describe('Stats', () => {
  it('tells the server what is on the screen of any component, once it has settled', async () => {
    const { looked, look } = setUp();
    const visible = ref(['h/a']);
    const one = look(() => visible.value);
    look(() => ['h/b', 'h/a']);
    visible.value = ['h/c'];
    await nextTick();
    visible.value = ['h/a'];
    await nextTick();
    vi.advanceTimersByTime(200);
    expect(looked()).toEqual([[], ['h/a', 'h/b']]);
    one.unmount();
    vi.advanceTimersByTime(200);
    // Still looked at by the other.
    expect(looked()).toHaveLength(2);
  });

  it('says it again after a lost connection, and nothing while it is lost', () => {
    const { fake, looked, look } = setUp();
    fake.drop();
    look(() => ['h/a']);
    vi.advanceTimersByTime(200);
    expect(looked()).toEqual([[]]);
    fake.accept();
    expect(looked()).toEqual([[], ['h/a']]);
  });

  it('looks at nothing in a hidden tab', () => {
    const { looked, look } = setUp();
    look(() => ['h/a']);
    vi.advanceTimersByTime(200);
    const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    document.dispatchEvent(new Event('visibilitychange'));
    vi.advanceTimersByTime(200);
    hidden.mockReturnValue(false);
    document.dispatchEvent(new Event('visibilitychange'));
    vi.advanceTimersByTime(200);
    expect(looked()).toEqual([[], ['h/a'], [], ['h/a']]);
  });

  it('keeps the newest sample of all, and the last thirty of those looked at', () => {
    const { stats, sample, look } = setUp();
    look(() => ['h/a']);
    vi.advanceTimersByTime(200);
    for (let at = 0; at < 40; at += 1) {
      sample('a', makeStats(at * 1000));
      sample('b', makeStats(at * 1000));
    }
    expect(stats.history('h/a').map((point) => point.stats.at / 1000)).toEqual(Array.from({ length: HISTORY }, (_, at) => at + 10));
    expect(stats.history('h/b')).toEqual([]);
    expect(stats.sample('h/b')?.at).toBe(39_000);
  });

  it('takes each sample once, although whoever looks again is told the last ones again', () => {
    const { fake, stats, look } = setUp();
    look(() => ['h/a']);
    vi.advanceTimersByTime(200);
    const tell = (...times: number[]) =>
      fake.tell(
        'stats:samples',
        times.map((at) => ({ host: 'h', id: 'a', stats: makeStats(at * 1000) })),
      );
    tell(600, 601, 602);
    tell(601, 602, 603);
    expect(stats.history('h/a').map((point) => point.stats.at / 1000)).toEqual([600, 601, 602, 603]);
    // The clock of the host was set back.
    tell(20);
    expect(stats.sample('h/a')?.at).toBe(20_000);
  });

  it('is followed once per frame', () => {
    const { stats, sample } = setUp();
    const cpu = computed(() => stats.latest('h/a')?.stats.cpu);
    expect(cpu.value).toBeUndefined();
    sample('a', makeStats(0, { cpu: 7 }));
    expect(cpu.value).toBeUndefined();
    vi.advanceTimersToNextFrame();
    expect(cpu.value).toBe(7);
  });

  it('forgets what a container used when it stops, or when its host is silent', () => {
    const { fleet, stats, sample } = setUp();
    sample('a', makeStats(0));
    sample('b', makeStats(0));
    fleet.apply([put('h', makeRow('a', { state: 'exited' }))]);
    expect(stats.latest('h/a')).toBeUndefined();
    expect(stats.latest('h/b')).toBeDefined();
    fleet.apply([{ op: 'host', host: makeHost('h', { online: false }) }]);
    expect(stats.latest('h/b')).toBeUndefined();
  });
});

describe('statsPoint', () => {
  it('gives rates per second, but none without a former sample or after a restart', () => {
    const first = makeStats(1000, { networkIn: 500, blockWrite: 10 });
    expect(statsPoint(first, undefined).rates).toBeNull();
    const second = makeStats(3000, { networkIn: 1500, blockWrite: 10 });
    expect(statsPoint(second, first).rates).toEqual({ networkIn: 500, networkOut: 0, blockRead: 0, blockWrite: 0 });
    expect(statsPoint(makeStats(4000, { networkIn: 3 }), second).rates).toBeNull();
    expect(statsPoint(second, second).rates).toBeNull();
  });
});
