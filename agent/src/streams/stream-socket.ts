import { CodedError, LinkLostError, toErrorBody } from '@longshore/contract/errors';
import { AGENT_STREAM_PATH } from '@longshore/contract/sockets/agent';
import { FRAME_HEADER, MAX_JSON } from '@longshore/contract/streams/frames';
import { StreamMux, type MuxStream } from '@longshore/contract/streams/mux';
import { StreamOrder } from '@longshore/contract/streams/open';
import type { ProxyAgent } from 'proxy-agent';
import { WebSocket } from 'ws';
import { checkedBy, known } from '../arguments.ts';
import type { Log } from '../log.ts';
import { FramePool } from './frame-pool.ts';
import type { StreamHandlers } from './handlers.ts';

/** All in milliseconds: how long dialling may take; how often the far end is asked whether it lives; and how long nothing may be
 * carried, well past the time after which the server hangs up, in case it forgets. */
const DIAL_MS = 15_000;
const PING_MS = 15_000;
const IDLE_MS = 90_000;

export interface StreamSocketParts {
  server: URL;
  proxy: ProxyAgent | undefined;
  handlers: StreamHandlers;
  log: Log;
}

/** The one WebSocket for byte streams: dialled when the server asks, apart from the link so that bulk never delays control. */
export class StreamSocket {
  readonly #parts: StreamSocketParts;
  #current: WebSocket | undefined;

  constructor(parts: StreamSocketParts) {
    this.#parts = parts;
  }

  /** Opens it with the server's ticket; resolves when streams can be opened on it. @throws LinkLostError */
  async dial(ticket: string): Promise<void> {
    const { server, proxy } = this.#parts;
    const url = new URL(AGENT_STREAM_PATH, server);
    url.protocol = server.protocol === 'https:' ? 'wss:' : 'ws:';
    url.searchParams.set('ticket', ticket);
    const socket = new WebSocket(url, {
      perMessageDeflate: false,
      handshakeTimeout: DIAL_MS,
      maxPayload: MAX_JSON + FRAME_HEADER,
      // Masks keep browsers from writing what proxies take for other requests; here they would only cost a pass over every byte.
      generateMask: (mask) => void mask.fill(0),
      ...(proxy === undefined ? {} : { agent: proxy }),
    });
    await opened(socket);
    // The server has one place for it: if it dials again, it has given up the former.
    this.#current?.terminate();
    this.#current = socket;
    this.#serve(socket);
  }

  close(): void {
    this.#current?.close(1001);
  }

  #serve(socket: WebSocket): void {
    const pool = new FramePool();
    const mux = new StreamMux({
      socket: {
        send: (frame) =>
          socket.send(frame, { binary: true, compress: false }, () => {
            pool.give(frame);
            mux.drained();
          }),
        spare: (bytes) => pool.take(bytes),
        get bufferedAmount() {
          return socket.bufferedAmount;
        },
      },
      accept: (stream, request) => this.#accept(stream, request),
    });
    let heard = true;
    let busyAt = Date.now();
    const watch = setInterval(() => {
      if (mux.size > 0) busyAt = Date.now();
      if (!heard) socket.terminate();
      else if (Date.now() - busyAt > IDLE_MS) socket.close(1000);
      heard = false;
      socket.ping();
    }, PING_MS);
    socket.on('message', (data: Buffer) => {
      heard = true;
      mux.receive(data);
    });
    socket.on('pong', () => (heard = true));
    socket.on('error', (error) => this.#parts.log.debug({ err: error }, 'the stream socket broke'));
    socket.on('close', () => {
      clearInterval(watch);
      if (this.#current === socket) this.#current = undefined;
      mux.close(new LinkLostError().toBody());
    });
  }

  #accept(stream: MuxStream, request: unknown): void {
    const { handlers, log } = this.#parts;
    try {
      const { action, containers, args, interactive } = checkedBy(StreamOrder, request);
      known(handlers, action);
      stream.interactive = interactive;
      handlers[action]({ containers, args, stream });
    } catch (error) {
      if (!(error instanceof CodedError)) log.error({ err: error }, 'a stream could not be served');
      stream.reset(toErrorBody(error));
    }
  }
}

function opened(socket: WebSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error) => reject(new LinkLostError(`The stream socket could not be opened (${error.message}).`));
    socket.once('error', failed);
    socket.once('open', () => {
      socket.off('error', failed);
      resolve();
    });
  });
}
