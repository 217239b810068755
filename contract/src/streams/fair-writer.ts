/** What frames are written to: a WebSocket, or anything else that says how much it still holds. */
export interface FrameSocket {
  send(frame: Uint8Array<ArrayBuffer>): void;
  /** Bytes handed over and not yet gone. */
  readonly bufferedAmount: number;
  /** Memory of exactly this size to write a frame in, where the socket has some that it used before. */
  spare?(bytes: number): Uint8Array<ArrayBuffer> | undefined;
}

/**
 * While the socket holds more than this, frames wait here, where interactive ones can overtake.
 * Two full frames: enough to keep the wire busy, little for a keystroke to wait behind.
 */
export const SOCKET_FILL = 128 * 1024;

interface Lane {
  frames: Uint8Array<ArrayBuffer>[];
  bytes: number;
}

/**
 * Writes the frames of many streams to one socket so that none starves: interactive streams first, the others in turn.
 * Within a stream the order is kept. It holds what the socket does not take; credit bounds how much that can be.
 */
export class FairWriter {
  readonly #socket: FrameSocket;
  readonly #interactive = new Map<number, Lane>();
  readonly #bulk = new Map<number, Lane>();
  #queued = 0;

  constructor(socket: FrameSocket) {
    this.#socket = socket;
  }

  /** Bytes that wait for the socket. */
  get queued(): number {
    return this.#queued;
  }

  /** Bytes of one stream that wait for the socket. */
  queuedOf(stream: number): number {
    return (this.#interactive.get(stream)?.bytes ?? 0) + (this.#bulk.get(stream)?.bytes ?? 0);
  }

  /** Frames of one stream that wait for the socket. */
  framesOf(stream: number): number {
    return (this.#interactive.get(stream)?.frames.length ?? 0) + (this.#bulk.get(stream)?.frames.length ?? 0);
  }

  write(stream: number, frame: Uint8Array<ArrayBuffer>, interactive: boolean): void {
    if (this.#queued === 0 && this.#socket.bufferedAmount < SOCKET_FILL) {
      this.#socket.send(frame);
      return;
    }
    const lanes = interactive ? this.#interactive : this.#bulk;
    const lane = lanes.get(stream);
    if (lane === undefined) lanes.set(stream, { frames: [frame], bytes: frame.length });
    else {
      lane.frames.push(frame);
      lane.bytes += frame.length;
    }
    this.#queued += frame.length;
    this.drained();
  }

  /** Call when the socket's buffer has emptied, or shrunk. */
  drained(): void {
    while (this.#queued > 0 && this.#socket.bufferedAmount < SOCKET_FILL) {
      this.#writeNext(this.#interactive.size > 0 ? this.#interactive : this.#bulk);
    }
  }

  /** Forgets what waits of a stream: it was reset. */
  drop(stream: number): void {
    for (const lanes of [this.#interactive, this.#bulk]) {
      this.#queued -= lanes.get(stream)?.bytes ?? 0;
      lanes.delete(stream);
    }
  }

  #writeNext(lanes: Map<number, Lane>): void {
    const next = lanes.entries().next();
    if (next.done === true) return;
    const [stream, lane] = next.value;
    const frame = lane.frames.shift();
    // To the end of the line: the other streams of its class come first now.
    lanes.delete(stream);
    if (lane.frames.length > 0) lanes.set(stream, lane);
    if (frame === undefined) return;
    lane.bytes -= frame.length;
    this.#queued -= frame.length;
    this.#socket.send(frame);
  }
}
