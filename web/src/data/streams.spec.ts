import { SHARED_WINDOW } from '@longshore/contract/streams/frames';
import type { MuxStream } from '@longshore/contract/streams/mux';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Streams } from './streams.ts';
import { FakeWebSocket } from './testing/fake-web-socket.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const request = { action: 'container.exec' as const, host: 'h', containers: ['c'], args: {} };

function setUp() {
  const sockets: FakeWebSocket[] = [];
  const streams = new Streams(() => {
    const socket = new FakeWebSocket();
    sockets.push(socket);
    return socket;
  });
  return { sockets, streams };
}

/** What a stream ended with; undefined while it has not. */
function watched(stream: MuxStream) {
  const heard: { close?: unknown; messages: unknown[] } = { messages: [] };
  stream.listen({ close: (error) => (heard.close = error), message: (value) => heard.messages.push(value) });
  return heard;
}

describe('Streams', () => {
  it('opens one socket on first need, and what was asked meanwhile goes out when it is there', () => {
    const { sockets, streams } = setUp();
    expect(sockets).toHaveLength(0);
    const one = streams.open(request);
    const two = streams.open({ ...request, host: 'i' });
    one.write(new Uint8Array([1, 2]));
    expect(sockets).toHaveLength(1);
    expect(sockets[0]!.binaryType).toBe('arraybuffer');
    sockets[0]!.accept();
    expect(sockets[0]!.accepted.map((each) => each.request)).toEqual([request, { ...request, host: 'i' }]);
    const heard = watched(two);
    sockets[0]!.accepted[1]!.stream.message('hello');
    expect(heard.messages).toEqual(['hello']);
  });

  it('ends every stream when the socket is lost, and opens another for the next', () => {
    const { sockets, streams } = setUp();
    const heard = [watched(streams.open(request)), watched(streams.open(request))];
    sockets[0]!.accept();
    sockets[0]!.drop();
    expect(heard.map(({ close }) => close)).toMatchObject([{ code: 'link_lost' }, { code: 'link_lost' }]);
    streams.open(request);
    expect(sockets).toHaveLength(2);
  });

  it('tells when no connection can be made', () => {
    const { sockets, streams } = setUp();
    const heard = watched(streams.open(request));
    sockets[0]!.drop();
    expect(heard.close).toMatchObject({ code: 'link_lost' });
  });

  it('goes on by itself when a full socket has room again, and polls only then', () => {
    const { sockets, streams } = setUp();
    const stream = streams.open(request);
    sockets[0]!.accept();
    sockets[0]!.slow = true;
    const timers = vi.getTimerCount();
    stream.write(new Uint8Array(SHARED_WINDOW));
    expect(vi.getTimerCount()).toBe(timers + 1);
    const bytes: number[] = [];
    sockets[0]!.accepted[0]!.stream.listen({ data: (chunk) => bytes.push(chunk.length) });
    for (let round = 0; round < 20; round += 1) {
      sockets[0]!.flow();
      vi.advanceTimersByTime(10);
    }
    expect(bytes.reduce((sum, length) => sum + length, 0)).toBe(SHARED_WINDOW);
    expect(vi.getTimerCount()).toBe(timers);
  });

  it('hangs up after a minute without streams, and not before', () => {
    const { sockets, streams } = setUp();
    const stream = streams.open(request);
    sockets[0]!.accept();
    vi.advanceTimersByTime(600_000);
    expect(sockets[0]!.readyState).toBe(1);
    stream.reset({ code: 'cancelled', message: 'Closed.' });
    vi.advanceTimersByTime(50_000);
    streams.open(request).reset({ code: 'cancelled', message: 'Closed.' });
    expect(sockets[0]!.readyState).toBe(1);
    vi.advanceTimersByTime(70_000);
    expect(sockets[0]!.readyState).toBe(3);
    expect(vi.getTimerCount()).toBe(0);
    streams.open(request);
    expect(sockets).toHaveLength(2);
  });

  it('ends all streams with a reason when told to', () => {
    const { sockets, streams } = setUp();
    const heard = watched(streams.open(request));
    sockets[0]!.accept();
    streams.close({ code: 'unauthenticated', message: 'Signed out.' });
    expect(heard.close).toMatchObject({ code: 'unauthenticated' });
    expect(sockets[0]!.readyState).toBe(3);
  });

  it('hangs up on what is not a frame', () => {
    const { sockets, streams } = setUp();
    const heard = watched(streams.open(request));
    sockets[0]!.accept();
    sockets[0]!.sendText('hello');
    expect(heard.close).toMatchObject({ code: 'internal' });
  });
});
