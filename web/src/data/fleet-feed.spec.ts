import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FleetFeed } from './fleet-feed.ts';
import { Fleet } from './fleet.ts';
import { Live } from './live.ts';
import { FakeLiveSocket } from './testing/fake-live-socket.ts';
import { makeHost, makeRow, put } from './testing/rows.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp() {
  const fake = new FakeLiveSocket();
  const live = new Live(fake.socket);
  const fleet = new Fleet();
  const [operations, refused] = [vi.fn(), vi.fn()];
  new FleetFeed({ live, fleet, operations, refused });
  live.connect();
  fake.accept();
  const answer = (rows: number) => fake.last('fleet:watch').ack({ ok: true, data: { hosts: [makeHost('h1')], rows, operations: [] } } as never);
  return { fake, fleet, operations, refused, answer };
}
const rows = (...ids: string[]) => [{ host: 'h1', rows: ids.map((id) => makeRow(id)) }];

describe('FleetFeed', () => {
  it('loads the picture, says how far it is, and follows the changes', () => {
    const { fake, fleet, operations, answer } = setUp();
    answer(3);
    expect(fleet.loading.value).toEqual({ done: 0, total: 3 });
    expect(operations).toHaveBeenCalledExactlyOnceWith([]);
    fake.tell('fleet:rows', rows('a', 'b'));
    expect(fleet.loading.value).toEqual({ done: 2, total: 3 });
    fake.tell('fleet:rows', rows('c'));
    fake.tell('fleet:ready');
    expect(fleet.loading.value).toBeNull();
    fake.tell('fleet:changes', [put('h1', makeRow('d'))]);
    expect([...fleet.containers.keys()]).toEqual(['h1/a', 'h1/b', 'h1/c', 'h1/d']);
  });

  it('asks again after a lost connection, showing what it had meanwhile', () => {
    const { fake, fleet, answer } = setUp();
    answer(1);
    fake.tell('fleet:rows', rows('a'));
    fake.tell('fleet:ready');
    fake.drop();
    expect(fleet.containers.size).toBe(1);
    vi.advanceTimersByTime(1000);
    fake.accept();
    answer(1);
    fake.tell('fleet:rows', rows('b'));
    expect([...fleet.containers.keys()]).toEqual(['h1/a']);
    fake.tell('fleet:ready');
    expect([...fleet.containers.keys()]).toEqual(['h1/b']);
  });

  it('begins anew when it is reset in the middle of a picture', () => {
    const { fake, fleet, answer } = setUp();
    const late = fake.last('fleet:watch').ack;
    fake.tell('fleet:reset');
    late({ ok: true, data: { hosts: [], rows: 0, operations: [] } } as never);
    fake.tell('fleet:rows', rows('old'));
    fake.tell('fleet:ready');
    expect(fleet.ready.value).toBe(false);
    answer(1);
    fake.tell('fleet:rows', rows('new'));
    fake.tell('fleet:ready');
    expect([...fleet.containers.keys()]).toEqual(['h1/new']);
  });

  it('tells when it is refused', () => {
    const { fake, refused } = setUp();
    const error = { code: 'unauthenticated', message: 'Sign in first.' } as const;
    fake.last('fleet:watch').ack({ ok: false, error });
    expect(refused).toHaveBeenCalledExactlyOnceWith(error);
  });
});
