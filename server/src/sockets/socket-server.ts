import { Server as Engine, type Socket as Connection } from 'engine.io';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { Server } from 'socket.io';
import * as parser from './checked-msgpack.ts';

/** Messages as they come: nothing is known of their arguments until they have been checked. */
export type Untrusted = Record<string, (...args: unknown[]) => void>;

export interface SocketServerOptions {
  /** Bytes of the largest message that is taken. */
  maxMessage: number;
  /** Milliseconds between two heartbeats, and how long one may stay unanswered. */
  heartbeat: { every: number; within: number };
}

export interface SocketServer<Outgoing extends object> {
  readonly io: Server<Untrusted, Outgoing>;
  readonly handleUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Called for each connection before it has said anything. */
  readonly onConnection: (listener: (connection: Connection) => void) => void;
}

/**
 * A socket.io server over WebSocket only, with msgpack. It is not attached to the http server itself: several of them share one
 * port, and the upgrade router knows which path is whose. (Nest's gateways would run every message of a thousand agents through
 * the pipeline of a request, and have no place for a handshake of several steps.)
 */
export function createSocketServer<Outgoing extends object>({ maxMessage, heartbeat }: SocketServerOptions): SocketServer<Outgoing> {
  const engine = new Engine({
    transports: ['websocket'],
    allowUpgrades: false,
    perMessageDeflate: false,
    maxHttpBufferSize: maxMessage,
    pingInterval: heartbeat.every,
    pingTimeout: heartbeat.within,
  });
  const io = new Server<Untrusted, Outgoing>({ parser, serveClient: false, connectTimeout: 10_000 });
  io.bind(engine);
  return {
    io,
    handleUpgrade: (request, socket, head) => engine.handleUpgrade(request, socket, head),
    onConnection: (listener) => void engine.on('connection', listener),
  };
}
