import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Backoff } from './backoff.ts';
import { Live } from './live.ts';
import { FakeLiveSocket } from './testing/fake-live-socket.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

function setUp() {
  const fake = new FakeLiveSocket();
  const live = new Live(fake.socket, new Backoff(500, 15_000, () => 1));
  return { fake, live };
}

describe('Live', () => {
  it('connects when it is wanted, and not before', () => {
    const { fake, live } = setUp();
    expect(live.state.value).toEqual({ phase: 'off' });
    live.connect();
    live.connect();
    expect(fake.tries).toBe(1);
    expect(live.state.value).toEqual({ phase: 'connecting' });
    fake.accept();
    expect(live.state.value).toEqual({ phase: 'live' });
  });

  it('says since when it is lost, and returns by itself', () => {
    const { fake, live } = setUp();
    const [ups, downs] = [vi.fn(), vi.fn()];
    live.onUp(ups);
    live.onDown(downs);
    live.connect();
    fake.accept();
    vi.advanceTimersByTime(20_000);
    fake.drop('ping timeout');
    expect(live.state.value).toEqual({ phase: 'lost', since: 1_020_000, next: 1_020_500 });
    vi.advanceTimersByTime(500);
    expect(live.state.value).toMatchObject({ since: 1_020_000, next: null });
    fake.refuse();
    expect(live.state.value).toEqual({ phase: 'lost', since: 1_020_000, next: 1_021_500 });
    vi.advanceTimersByTime(1000);
    fake.accept();
    expect(live.state.value).toEqual({ phase: 'live' });
    expect(ups).toHaveBeenCalledTimes(2);
    expect(downs).toHaveBeenCalledExactlyOnceWith('ping timeout');
  });

  it('returns also when the server hung up politely', () => {
    const { fake, live } = setUp();
    live.connect();
    fake.accept();
    fake.drop('io server disconnect');
    vi.advanceTimersByTime(500);
    expect(fake.tries).toBe(2);
  });

  it('waits longer and longer for a server that drops every connection', () => {
    const { fake, live } = setUp();
    live.connect();
    const waits = Array.from({ length: 4 }, () => {
      fake.accept();
      fake.drop();
      const wait = vi.getTimerCount() === 1 ? (live.state.value as { next: number }).next - Date.now() : NaN;
      vi.advanceTimersByTime(wait);
      return wait;
    });
    expect(waits).toEqual([500, 1000, 2000, 4000]);
  });

  it('tries at once when the network returns', () => {
    const { fake, live } = setUp();
    live.connect();
    fake.refuse();
    dispatchEvent(new Event('online'));
    expect(fake.tries).toBe(2);
    dispatchEvent(new Event('online'));
    expect(fake.tries).toBe(2);
  });

  it('tells of failed tries, and stays off once it is not wanted', () => {
    const { fake, live } = setUp();
    const failed = vi.fn();
    live.onFail(failed);
    live.connect();
    fake.refuse();
    expect(failed).toHaveBeenCalledOnce();
    live.disconnect();
    vi.advanceTimersByTime(60_000);
    expect(fake.tries).toBe(1);
    expect(live.state.value).toEqual({ phase: 'off' });
  });
});
