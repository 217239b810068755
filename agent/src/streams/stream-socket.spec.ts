import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { StreamMux } from '@longshore/contract/streams/mux';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import { until } from '../../test-support/fake-engine.ts';
import { FarEnd } from '../../test-support/mux-pair.ts';
import type { StreamContext, StreamHandlers } from './handlers.ts';
import { StreamSocket } from './stream-socket.ts';

describe('StreamSocket', () => {
  let server: WebSocketServer;
  let dialled: { socket: WebSocket; url: string }[];
  let streams: StreamSocket;
  let serve: (context: StreamContext) => void;

  beforeEach(async () => {
    server = new WebSocketServer({ port: 0, host: '127.0.0.1', path: '/agent/streams' });
    await once(server, 'listening');
    dialled = [];
    server.on('connection', (socket, request) => dialled.push({ socket, url: request.url ?? '' }));
    serve = ({ stream, containers }) => {
      stream.listen({});
      stream.write(Buffer.from(containers.join()));
      stream.end();
    };
    const handler = (context: StreamContext) => serve(context);
    const handlers: StreamHandlers = { 'container.logs': handler, 'container.exec': handler, 'container.attach': handler };
    const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    streams = new StreamSocket({ server: url, proxy: undefined, handlers, log: pino({ level: 'silent' }) });
  });
  afterEach(async () => {
    streams.close();
    for (const client of server.clients) client.terminate();
    server.close();
    await once(server, 'close');
  });

  async function dial(): Promise<StreamMux> {
    const connected = once(server, 'connection');
    await streams.dial('ticket & more');
    await connected;
    const { socket } = dialled.at(-1) ?? { socket: undefined };
    if (socket === undefined) throw new Error('Nobody dialled.');
    const mux: StreamMux = new StreamMux({
      socket: {
        send: (frame) => socket.send(frame, () => mux.drained()),
        get bufferedAmount() {
          return socket.bufferedAmount;
        },
      },
    });
    socket.on('message', (data: Buffer) => mux.receive(data));
    return mux;
  }

  it('dials with the ticket, and serves what is opened', async () => {
    const far = new FarEnd((await dial()).open({ action: 'container.logs', containers: ['a', 'b'], args: {}, interactive: false }));
    await until(() => far.closed !== undefined);
    expect(dialled[0]?.url).toBe('/agent/streams?ticket=ticket+%26+more');
    expect([far.bytes.toString(), far.closed]).toEqual(['a,b', null]);
  });

  it('carries every byte unmasked', async () => {
    const bytes = Buffer.alloc(5_000_000, 'abcdefg');
    serve = ({ stream }) => {
      stream.listen({});
      stream.write(bytes);
      stream.end();
    };
    const far = new FarEnd((await dial()).open({ action: 'container.exec', containers: ['a'], args: {}, interactive: true }));
    await until(() => far.closed !== undefined);
    expect(far.bytes.equals(bytes)).toBe(true);
  });

  it('refuses what it does not know, and survives what goes wrong', async () => {
    const mux = await dial();
    const ended = async (request: unknown) => {
      const far = new FarEnd(mux.open(request));
      await until(() => far.closed !== undefined);
      return far.closed?.code;
    };
    await expect(ended({ action: 'logs.merge', containers: ['a'], args: {}, interactive: false })).resolves.toBe('unsupported');
    await expect(ended({ action: 'container.logs', containers: [] })).resolves.toBe('invalid');
    await expect(ended('nonsense')).resolves.toBe('invalid');
    serve = () => {
      throw new TypeError('our fault');
    };
    await expect(ended({ action: 'container.logs', containers: ['a'], args: {}, interactive: false })).resolves.toBe('internal');
  });

  it('ends its streams with a reason when the socket is lost, and hangs up the former when it is told to dial again', async () => {
    const closed = vi.fn();
    const served = vi.fn();
    serve = ({ stream }) => {
      served();
      stream.listen({ close: closed });
    };
    (await dial()).open({ action: 'container.logs', containers: ['a'], args: {}, interactive: false });
    await until(() => served.mock.calls.length === 1);
    await dial();
    await until(() => closed.mock.calls.length === 1);
    expect(closed).toHaveBeenCalledWith(expect.objectContaining({ code: 'link_lost' }));
    const open = () => dialled.map(({ socket }) => socket.readyState === socket.OPEN);
    await until(() => open()[0] === false);
    expect(open()).toEqual([false, true]);
  });

  it('says why it could not dial', async () => {
    server.options.path = '/elsewhere';
    await expect(streams.dial('t')).rejects.toMatchObject({ code: 'link_lost', message: expect.stringContaining('400') });
  });
});
