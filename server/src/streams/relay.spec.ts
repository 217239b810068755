import { describe, expect, it } from 'vitest';
import type { ErrorBody } from '@longshore/contract/errors';
import {
  encodeCredit,
  encodeFrame,
  encodeJsonFrame,
  FRAME,
  frameType,
  jsonOf,
  payloadOf,
  streamId,
  WINDOW,
} from '@longshore/contract/streams/frames';
import { StreamMux, type MuxStream } from '@longshore/contract/streams/mux';
import { openFarEnd } from './far-end.ts';
import { RelayEnd } from './relay-end.ts';
import type { RelayedStream } from './relayed-stream.ts';

type Frame = Uint8Array<ArrayBuffer>;

/** A socket whose other end reads only when told to. */
class SlowSocket {
  bufferedAmount = 0;
  readonly sent: Frame[] = [];
  stalled = false;

  send(frame: Frame): void {
    this.sent.push(frame.slice());
    if (this.stalled) this.bufferedAmount += frame.length;
  }

  take(): Frame[] {
    this.bufferedAmount = 0;
    return this.sent.splice(0);
  }
}

const order = (interactive = false) => ({ action: 'container.logs', containers: ['c'], args: {}, interactive });
const data = (id: number, size: number) => encodeFrame(FRAME.data, id, new Uint8Array(size));
const kinds = (frames: Frame[]) => frames.map((frame) => [frameType(frame), streamId(frame)]);
const lastReset = (frames: Frame[]): ErrorBody | undefined => {
  const frame = frames.filter((one) => frameType(one) === FRAME.reset).at(-1);
  return frame === undefined ? undefined : (jsonOf(frame) as ErrorBody);
};

function setUp() {
  const tab = new SlowSocket();
  const host = new SlowSocket();
  const opened: RelayedStream[] = [];
  const client = new RelayEnd({ socket: tab, accept: (stream) => void opened.push(stream) });
  const agent = new RelayEnd({ socket: host });
  const open = (id: number, interactive = false): RelayedStream => {
    client.receive(encodeJsonFrame(FRAME.open, id, {}));
    const stream = opened.at(-1)!;
    stream.connect(agent, order(interactive));
    return stream;
  };
  return { tab, host, client, agent, open, opened };
}

describe('relay', () => {
  it('passes frames on under the id of the other side, both ways', () => {
    const { tab, host, client, agent, open } = setUp();
    open(77);
    open(5);
    expect(kinds(host.take())).toEqual([
      [FRAME.open, 1],
      [FRAME.open, 2],
    ]);
    client.receive(data(5, 3));
    agent.receive(encodeFrame(FRAME.data, 1, new TextEncoder().encode('hello')));
    expect(kinds(host.take())).toEqual([[FRAME.data, 2]]);
    const [frame] = tab.take();
    expect(streamId(frame!)).toBe(77);
    expect(new TextDecoder().decode(payloadOf(frame!))).toBe('hello');
  });

  it('keeps what comes before the way is there, and drops it when the client gives up', () => {
    const { host, client, agent, opened } = setUp();
    client.receive(encodeJsonFrame(FRAME.open, 1, {}));
    client.receive(data(1, 10));
    client.receive(encodeFrame(FRAME.end, 1));
    opened[0]!.connect(agent, order());
    expect(kinds(host.take())).toEqual([
      [FRAME.open, 1],
      [FRAME.data, 1],
      [FRAME.end, 1],
    ]);

    client.receive(encodeJsonFrame(FRAME.open, 2, {}));
    client.receive(encodeJsonFrame(FRAME.reset, 2, { code: 'cancelled', message: 'no' }));
    opened[1]!.connect(agent, order());
    expect(host.take()).toEqual([]);
    expect(client.size).toBe(1);
  });

  it('forgets a stream when both sides have ended it', () => {
    const { client, agent, open } = setUp();
    let closed = 0;
    open(1).closed = () => (closed += 1);
    client.receive(encodeFrame(FRAME.end, 1));
    expect(agent.size).toBe(1);
    agent.receive(encodeFrame(FRAME.end, 1));
    expect([client.size, agent.size, closed]).toEqual([0, 0, 1]);
  });

  it('resets a sender that ignores credit, and tells both sides', () => {
    const { tab, host, agent, open } = setUp();
    tab.stalled = true;
    open(9);
    for (let sent = 0; sent <= WINDOW; sent += 65_536) agent.receive(data(1, 65_536));
    expect(lastReset(host.take())?.code).toBe('flow_control');
    tab.take();
    agent.drained();
    expect(agent.size).toBe(0);
  });

  it('lets as much through as was used up, and refuses credit for what never came', () => {
    const { client, agent, open, host } = setUp();
    open(3);
    for (let round = 0; round < 40; round += 1) {
      agent.receive(data(1, 65_536));
      client.receive(encodeCredit(3, 65_536));
    }
    expect(agent.size).toBe(1);
    client.receive(encodeCredit(3, 1));
    expect(lastReset(host.take())?.code).toBe('flow_control');
  });

  it('bounds how many small frames wait for a slow reader', () => {
    const { tab, agent, open, host } = setUp();
    tab.stalled = true;
    tab.bufferedAmount = 1e9;
    open(3);
    for (let count = 0; count < 70_000 && agent.size > 0; count += 1) agent.receive(encodeJsonFrame(FRAME.message, 1, {}));
    expect(lastReset(host.take())?.code).toBe('flow_control');
  });

  it('bounds how much control messages, which need no credit, may pile up', () => {
    const { tab, host, agent, open } = setUp();
    open(9);
    host.take();
    tab.stalled = true;
    const message = () => encodeJsonFrame(FRAME.message, 1, 'x'.repeat(200_000));
    for (let sent = 0; sent < 10; sent += 1) agent.receive(message());
    expect(lastReset(host.sent)).toBeUndefined();
    agent.receive(message());
    agent.receive(message());
    expect(lastReset(host.take())?.code).toBe('flow_control');
  });

  it('writes interactive streams first and bulk streams in turn', () => {
    const { tab, client, agent, open } = setUp();
    open(1);
    open(2);
    open(3, true);
    tab.bufferedAmount = 1e9;
    for (const id of [1, 1, 2, 2, 3]) agent.receive(data(id, 100));
    tab.sent.length = 0;
    tab.bufferedAmount = 0;
    client.drained();
    expect(kinds(tab.sent).map(([, id]) => id)).toEqual([3, 1, 2, 1, 2]);
  });

  it('ends every stream of a lost socket for the other side, with the reason', () => {
    const { tab, client, agent, open, opened } = setUp();
    open(1);
    open(2);
    client.receive(encodeJsonFrame(FRAME.open, 3, {}));
    agent.close({ code: 'link_lost', message: 'gone' });
    expect(kinds(tab.take())).toEqual([
      [FRAME.reset, 1],
      [FRAME.reset, 2],
    ]);
    opened[2]!.connect(agent, order());
    expect(lastReset(tab.take())).toEqual({ code: 'link_lost', message: 'gone' });
    expect(client.size).toBe(0);
  });

  it('hangs up on what is no frame, and ends a stream whose frame is too large', () => {
    const { client, agent, open, tab } = setUp();
    expect(client.receive(new Uint8Array(3))).toBe(false);
    expect(agent.receive(encodeJsonFrame(FRAME.open, 1, {}))).toBe(false);
    open(1);
    expect(client.receive(encodeJsonFrame(FRAME.open, 1, {}))).toBe(false);
    client.receive(data(1, 70_000));
    expect(lastReset(tab.take())?.code).toBe('too_large');
  });

  it('serves a far end of this process with end-to-end credit', () => {
    const host: { mux?: StreamMux; stream?: MuxStream } = {};
    const agent: RelayEnd = new RelayEnd({ socket: { send: (frame) => host.mux!.receive(frame), bufferedAmount: 0 } });
    host.mux = new StreamMux({
      socket: { send: (frame) => void agent.receive(frame), bufferedAmount: 0 },
      accept: (stream) => void (host.stream = stream),
    });
    const { stream, relayed } = openFarEnd(false);
    relayed.connect(agent, order());
    let received = 0;
    stream.listen({ data: (bytes) => void (received += bytes.length) });
    host.stream!.write(new Uint8Array(3 * WINDOW));
    expect(received).toBe(WINDOW);
    stream.consumed(WINDOW);
    expect(received).toBe(2 * WINDOW);
    stream.reset({ code: 'cancelled', message: 'enough' });
    expect([agent.size, host.mux.size]).toEqual([0, 0]);
  });
});
