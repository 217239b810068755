import type { FleetEvent } from '@longshore/contract/events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nextTick, ref } from 'vue';
import { type EventFilter, KEPT_EVENTS, useEvents } from './event-view.ts';
import { Events, eventsKey } from './events.ts';
import { Live } from './live.ts';
import { FakeLiveSocket } from './testing/fake-live-socket.ts';
import { withSetup } from './testing/with-setup.ts';

const makeEvent = (id: number, changes: Partial<FleetEvent> = {}): FleetEvent => ({
  id: String(id),
  at: new Date(id * 1000).toISOString(),
  host: 'h',
  hostName: 'web-1',
  type: 'container',
  action: 'start',
  object: 'c',
  name: 'api',
  attributes: {},
  ...changes,
});

/** What the server has stored, newest first, and what was asked of it. */
let stored: FleetEvent[];
let asked: URLSearchParams[];
let broken = false;

beforeEach(() => {
  vi.useFakeTimers();
  stored = [];
  asked = [];
  broken = false;
  vi.stubGlobal('fetch', (url: string) => {
    const query = new URL(url, 'http://longshore').searchParams;
    asked.push(query);
    if (broken) return Promise.reject(new TypeError('Failed to fetch'));
    const from = Number(query.get('cursor') ?? 0);
    const until = query.get('until');
    const all = stored.filter(({ at, type }) => (until === null || at < until) && (query.get('type') ?? type) === type);
    const limit = Number(query.get('limit'));
    const body = { items: all.slice(from, from + limit), next: from + limit < all.length ? String(from + limit) : null };
    return Promise.resolve(new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } }));
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const settled = () => vi.advanceTimersByTimeAsync(20);

async function setUp(filter: () => EventFilter = () => ({}), paused = ref(false)) {
  const fake = new FakeLiveSocket();
  const live = new Live(fake.socket);
  const { result: view, unmount } = withSetup([[eventsKey, new Events(live)]], () => useEvents(filter, paused));
  live.connect();
  fake.accept();
  const ack = async () => {
    fake.last('events:look').ack({ ok: true, data: null });
    await settled();
  };
  await ack();
  /** Something happens: stored, and told when the connection is there. */
  const happen = async (...events: FleetEvent[]) => {
    stored = [...events, ...stored].sort((a, b) => Number(b.id) - Number(a.id));
    if (fake.connected) fake.tell('events:new', events);
    await settled();
  };
  const reconnect = async () => {
    fake.accept();
    await ack();
  };
  return { fake, view, unmount, happen, paused, reconnect, ids: () => view.events.value.map(({ id }) => Number(id)) };
}
const range = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, at) => from - at);

describe('useEvents', () => {
  it('shows the history and what happens, once each, newest first', async () => {
    stored = [2, 1].map((id) => makeEvent(id));
    const { happen, ids, view } = await setUp();
    expect(ids()).toEqual([2, 1]);
    await happen(makeEvent(3));
    // A host that was away tells late what happened before.
    await happen(makeEvent(10, { at: new Date(1500).toISOString() }));
    expect(ids()).toEqual([3, 2, 10, 1]);
    expect(view.more.value).toBe(false);
  });

  it('loads older pages', async () => {
    stored = range(450, 1).map((id) => makeEvent(id));
    const { ids, view } = await setUp();
    expect(ids()).toEqual(range(450, 251));
    expect(view.more.value).toBe(true);
    await view.older();
    await view.older();
    expect(ids()).toEqual(range(450, 1));
    expect(view.more.value).toBe(false);
    await view.older();
    expect(asked).toHaveLength(3);
  });

  it('stands still while it is paused, and counts', async () => {
    const { happen, ids, view, paused } = await setUp();
    await happen(makeEvent(1));
    paused.value = true;
    await happen(makeEvent(2), makeEvent(3));
    expect(ids()).toEqual([1]);
    expect(view.waiting.value).toBe(2);
    paused.value = false;
    await settled();
    expect(ids()).toEqual([3, 2, 1]);
    expect(view.waiting.value).toBe(0);
  });

  it('fills in what happened while the connection was lost', async () => {
    const { fake, happen, ids, reconnect } = await setUp();
    await happen(makeEvent(1));
    fake.drop();
    await happen(makeEvent(2), makeEvent(3));
    expect(ids()).toEqual([1]);
    await reconnect();
    expect(ids()).toEqual([3, 2, 1]);
  });

  it('fills in what it was not told because it had fallen behind', async () => {
    const { fake, ids } = await setUp();
    stored = [makeEvent(1)];
    fake.tell('fleet:reset');
    fake.last('events:look').ack({ ok: true, data: null });
    await settled();
    expect(ids()).toEqual([1]);
  });

  it('begins anew rather than hide a gap', async () => {
    const { fake, happen, ids, view, reconnect } = await setUp();
    await happen(makeEvent(1));
    fake.drop();
    await happen(...range(301, 2).map((id) => makeEvent(id)));
    await reconnect();
    expect(ids()).toEqual(range(301, 102));
    await view.older();
    expect(ids()).toEqual(range(301, 1));
  });

  it('leaves no gap either when a pause lasts over a lost connection or too many events', async () => {
    const { fake, happen, ids, reconnect, paused } = await setUp();
    await happen(makeEvent(1));
    paused.value = true;
    await nextTick();
    fake.drop();
    await happen(...range(301, 2).map((id) => makeEvent(id)));
    await reconnect();
    await happen(makeEvent(302));
    expect(ids()).toEqual([1]);
    paused.value = false;
    await settled();
    expect(ids()).toEqual(range(302, 103));
    paused.value = true;
    await nextTick();
    await happen(...range(303 + KEPT_EVENTS, 303).map((id) => makeEvent(id)));
    paused.value = false;
    await settled();
    expect(ids()).toEqual(range(303 + KEPT_EVENTS, 104 + KEPT_EVENTS));
  });

  it('keeps so many, and loads what it let go', async () => {
    const { happen, ids, view } = await setUp();
    await happen(...range(3000, 1).map((id) => makeEvent(id)));
    await happen(...range(KEPT_EVENTS + 100, 3001).map((id) => makeEvent(id)));
    expect(ids()).toEqual(range(KEPT_EVENTS + 100, 101));
    await view.older();
    expect(ids()).toEqual(range(KEPT_EVENTS + 100, 1));
  });

  it('filters both the history and what happens', async () => {
    stored = [makeEvent(2, { type: 'image' }), makeEvent(1)];
    const filter = ref<EventFilter>({});
    const { happen, ids } = await setUp(() => filter.value);
    filter.value = { type: 'image' };
    await settled();
    expect(ids()).toEqual([2]);
    await happen(makeEvent(3), makeEvent(4, { type: 'image' }));
    expect(ids()).toEqual([4, 2]);
    expect(asked.at(-1)?.get('type')).toBe('image');
  });

  it('says why there is no history, and reads it when asked again', async () => {
    broken = true;
    stored = [makeEvent(1)];
    const { ids, view } = await setUp();
    expect(view.problem.value).toMatchObject({ code: 'unreachable' });
    expect(view.loading.value).toBe(false);
    broken = false;
    view.retry();
    await settled();
    expect(view.problem.value).toBeNull();
    expect(ids()).toEqual([1]);
  });

  it('tells the server when nobody looks any more', async () => {
    const { fake, unmount } = await setUp();
    unmount();
    expect(fake.last('events:look').args).toEqual({ on: false });
  });
});
