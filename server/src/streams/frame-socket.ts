import type { FrameSocket } from '@longshore/contract/streams/fair-writer';
import { FRAME_HEADER, MAX_JSON } from '@longshore/contract/streams/frames';
import { WebSocketServer, type WebSocket } from 'ws';
import type { RelayEnd } from './relay-end.ts';

/** How often the other end of a frame socket is asked for a sign of life, in milliseconds. */
const PING_EVERY = 15_000;

/** For sockets that carry frames. Compression would cost more than it saves, and hold memory for each socket. */
export const frameServer = (): WebSocketServer =>
  new WebSocketServer({ noServer: true, perMessageDeflate: false, clientTracking: false, maxPayload: FRAME_HEADER + MAX_JSON });

/** A WebSocket of frames, as the relay writes to it. */
export class WebFrameSocket implements FrameSocket {
  readonly #socket: WebSocket;
  #sent: (() => void) | undefined;

  constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  get bufferedAmount(): number {
    return this.#socket.bufferedAmount;
  }

  send(frame: Uint8Array<ArrayBuffer>): void {
    this.#socket.send(frame, { binary: true }, this.#sent);
  }

  /** Feeds the end with what comes, until the socket is closed: by its peer, by us, or because the peer fell silent. */
  serve(end: RelayEnd, closed: () => void): void {
    const socket = this.#socket;
    this.#sent = () => end.drained();
    socket.on('message', (data: Buffer<ArrayBuffer>, binary) => {
      if (!binary || !end.receive(data)) socket.close(1002, 'Not a frame.');
    });
    // What went wrong is told by the close that follows.
    socket.on('error', () => socket.terminate());
    const stopPinging = pingRegularly(socket);
    socket.once('close', () => {
      stopPinging();
      closed();
    });
  }
}

function pingRegularly(socket: WebSocket): () => void {
  let answered = true;
  socket.on('pong', () => (answered = true));
  const timer = setInterval(() => {
    if (!answered) socket.terminate();
    answered = false;
    if (socket.readyState === socket.OPEN) socket.ping();
  }, PING_EVERY);
  return () => clearInterval(timer);
}
