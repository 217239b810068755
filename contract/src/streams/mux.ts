import { CodedError, readErrorBody } from '../coded-error.ts';
import type { ErrorBody } from '../errors.ts';
import { FairWriter, type FrameSocket } from './fair-writer.ts';
import {
  creditOf,
  encodeCredit,
  encodeFrame,
  encodeJsonFrame,
  FRAME,
  FRAME_HEADER,
  frameType,
  jsonOf,
  MAX_DATA,
  MAX_JSON,
  payloadOf,
  SHARED_WINDOW,
  streamId,
  WINDOW,
} from './frames.ts';

/** What the owner of a stream hears. After `close` nothing more comes. */
export interface StreamHandlers {
  /** Bytes from the other side, in order: call `consumed` when they are used up, or the other side stops sending. */
  data?: (bytes: Uint8Array) => void;
  /** There is room again after `write` returned false. */
  drain?: () => void;
  /** The other side sends no more bytes. */
  end?: () => void;
  message?: (value: unknown) => void;
  /** Over for good: null when both sides ended, else why. */
  close?: (error: ErrorBody | null) => void;
}

const flowViolation: ErrorBody = { code: 'flow_control', message: 'More bytes came than were allowed.' };

/** One of the byte streams of a socket: bytes both ways, each with credit, and control messages beside them. */
export class MuxStream {
  readonly id: number;
  /** A person waits for single bytes: written before bulk, and bulk on the same socket keeps a smaller window. */
  interactive: boolean;
  readonly #mux: StreamMux;
  readonly #pending: Uint8Array[] = [];
  readonly #early: (() => void)[] = [];
  #handlers: StreamHandlers | undefined;
  /** Bytes sent that the other side has not consumed. */
  #underway = 0;
  /** Bytes received that we have not consumed. */
  #held = 0;
  /** Bytes consumed and not yet told. */
  #owed = 0;
  #blocked = false;
  #endWanted = false;
  #endSent = false;
  #endReceived = false;
  #closed = false;

  constructor(mux: StreamMux, id: number, interactive: boolean) {
    this.#mux = mux;
    this.id = id;
    this.interactive = interactive;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Bytes that wait for credit. */
  get waiting(): number {
    return this.#pending.reduce((sum, chunk) => sum + chunk.length, 0);
  }

  /** Sets what is called; what came before is told now. */
  listen(handlers: StreamHandlers): void {
    this.#handlers = handlers;
    for (const tell of this.#early.splice(0)) tell();
  }

  /**
   * Sends bytes. False: they are kept, but wait for `drain` before writing more.
   * The bytes are copied into frames at once or kept as they are: do not change them afterwards.
   */
  write(bytes: Uint8Array): boolean {
    if (this.#closed || this.#endWanted) return true;
    if (bytes.length > 0) this.#pending.push(bytes);
    this.flush();
    this.#blocked = this.#pending.length > 0;
    return !this.#blocked;
  }

  /** No more bytes from here; those that wait still go. */
  end(): void {
    if (this.#endWanted || this.#closed) return;
    this.#endWanted = true;
    this.flush();
  }

  /** Ends the stream for both sides at once. */
  reset(error: ErrorBody): void {
    if (this.#closed) return;
    this.#mux.forgetQueued(this);
    this.#mux.send(this, encodeJsonFrame(FRAME.reset, this.id, error));
    this.#close(error);
  }

  /** Sends a control message. It is not ordered against bytes that wait for credit, and needs none itself. */
  message(value: unknown): void {
    if (!this.#closed) this.#mux.send(this, encodeJsonFrame(FRAME.message, this.id, value));
  }

  /** Received bytes are used up: lets the other side send as many more. Told in portions, to spare frames. */
  consumed(bytes: number): void {
    this.#held -= bytes;
    this.#owed += bytes;
    if (this.#held < 0) throw new Error('More bytes were consumed than had come.');
    // A quarter of the smallest window may stay untold without ever stopping the sender.
    if (this.#closed || this.#endReceived || this.#owed < SHARED_WINDOW / 4) return;
    const owed = this.#owed;
    // Before it is sent: with both ends in one process the answer may come before `send` returns.
    this.#owed = 0;
    this.#mux.send(this, encodeCredit(this.id, owed));
  }

  /** @internal Sends what credit allows. */
  flush(): void {
    const window = this.#mux.windowOf(this);
    while (this.#pending.length > 0 && this.#underway < window) {
      const chunk = this.#pending[0];
      if (chunk === undefined) break;
      const size = Math.min(chunk.length, MAX_DATA, window - this.#underway);
      if (size === chunk.length) this.#pending.shift();
      else this.#pending[0] = chunk.subarray(size);
      this.#underway += size;
      const part = size === chunk.length ? chunk : chunk.subarray(0, size);
      this.#mux.send(this, encodeFrame(FRAME.data, this.id, part, this.#mux.spare(FRAME_HEADER + size)));
    }
    if (this.#endWanted && !this.#endSent && this.#pending.length === 0) {
      this.#endSent = true;
      this.#mux.send(this, encodeFrame(FRAME.end, this.id));
      this.#closeWhenBothEnded();
    }
  }

  /** @internal A frame for this stream. */
  receive(frame: Uint8Array): void {
    switch (frameType(frame)) {
      case FRAME.data:
        this.#receiveData(payloadOf(frame));
        return;
      case FRAME.credit:
        this.#receiveCredit(creditOf(frame));
        return;
      case FRAME.end:
        if (this.#endReceived) return;
        this.#endReceived = true;
        this.#tell(() => this.#handlers?.end?.());
        this.#closeWhenBothEnded();
        return;
      case FRAME.reset: {
        const body = readErrorBody(jsonOf(frame));
        this.#mux.forgetQueued(this);
        this.#close(body ?? { code: 'internal', message: 'The stream was reset without a reason.' });
        return;
      }
      case FRAME.message: {
        const value = jsonOf(frame);
        this.#tell(() => this.#handlers?.message?.(value));
        return;
      }
      default:
        this.reset({ code: 'bad_request', message: 'Unknown frame type.' });
    }
  }

  /** @internal The socket is gone. */
  abort(error: ErrorBody): void {
    this.#close(error);
  }

  #receiveData(bytes: Uint8Array): void {
    this.#held += bytes.length;
    if (this.#endReceived || this.#held > WINDOW) this.reset(flowViolation);
    else this.#tell(() => this.#handlers?.data?.(bytes));
  }

  #receiveCredit(bytes: number): void {
    if (bytes > this.#underway) {
      this.reset(flowViolation);
      return;
    }
    this.#underway -= bytes;
    this.flush();
    if (this.#blocked && this.#pending.length === 0) {
      this.#blocked = false;
      this.#tell(() => this.#handlers?.drain?.());
    }
  }

  #closeWhenBothEnded(): void {
    if (this.#endSent && this.#endReceived) this.#close(null);
  }

  #close(error: ErrorBody | null): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#pending.length = 0;
    this.#mux.forget(this);
    this.#tell(() => this.#handlers?.close?.(error));
  }

  #tell(what: () => void): void {
    if (this.#handlers === undefined) this.#early.push(what);
    else what();
  }
}

export interface MuxOptions {
  socket: FrameSocket;
  /** Takes a stream that the other side opens; throw a CodedError to refuse it. Without it, none is taken. */
  accept?: (stream: MuxStream, request: unknown) => void;
}

/**
 * Many byte streams over one socket. One side opens streams, the other accepts them; both may send.
 * Feed every frame that comes to `receive`, call `drained` when the socket's buffer empties, and `close` when it is gone.
 */
export class StreamMux {
  readonly #options: MuxOptions;
  readonly #writer: FairWriter;
  readonly #streams = new Map<number, MuxStream>();
  #nextId = 1;
  #closed: ErrorBody | undefined;

  constructor(options: MuxOptions) {
    this.#options = options;
    this.#writer = new FairWriter(options.socket);
  }

  /** How many streams are open. */
  get size(): number {
    return this.#streams.size;
  }

  open(request: unknown, { interactive = false } = {}): MuxStream {
    const stream = new MuxStream(this, this.#nextId, interactive);
    this.#nextId += 1;
    if (this.#closed !== undefined) {
      stream.abort(this.#closed);
      return stream;
    }
    this.#streams.set(stream.id, stream);
    this.send(stream, encodeJsonFrame(FRAME.open, stream.id, request));
    return stream;
  }

  receive(frame: Uint8Array): void {
    const id = streamId(frame);
    const stream = this.#streams.get(id);
    const large = frame.length > (frameType(frame) === FRAME.data ? MAX_DATA : MAX_JSON) + 5;
    try {
      if (large) stream?.reset({ code: 'too_large', message: 'A frame is too large.' });
      else if (frameType(frame) === FRAME.open) this.#accept(id, frame);
      // Frames of a stream that is over here may still be on their way: they mean nothing any more.
      else stream?.receive(frame);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      stream?.reset({ code: 'bad_request', message: 'A frame is not JSON.' });
    }
  }

  drained(): void {
    this.#writer.drained();
  }

  /** The socket is gone: every stream ends with this reason. */
  close(error: ErrorBody): void {
    this.#closed ??= error;
    for (const stream of [...this.#streams.values()]) stream.abort(error);
  }

  /** @internal Hands a frame to the socket, in its turn. */
  send(stream: MuxStream, frame: Uint8Array<ArrayBuffer>): void {
    if (this.#closed === undefined) this.#writer.write(stream.id, frame, stream.interactive);
  }

  /** @internal */
  spare(bytes: number): Uint8Array<ArrayBuffer> | undefined {
    return this.#options.socket.spare?.(bytes);
  }

  /** @internal */
  forget(stream: MuxStream): void {
    this.#streams.delete(stream.id);
  }

  /** @internal A stream was reset: what it still wanted to send means nothing any more. */
  forgetQueued(stream: MuxStream): void {
    this.#writer.drop(stream.id);
  }

  /** @internal Bulk leaves room on the wire while a person types beside it. */
  windowOf(stream: MuxStream): number {
    if (stream.interactive) return SHARED_WINDOW;
    for (const other of this.#streams.values()) if (other.interactive) return SHARED_WINDOW;
    return WINDOW;
  }

  #accept(id: number, frame: Uint8Array): void {
    const stream = new MuxStream(this, id, false);
    if (this.#options.accept === undefined || this.#streams.has(id)) {
      stream.reset({ code: 'bad_request', message: 'No stream can be opened here.' });
      return;
    }
    this.#streams.set(id, stream);
    try {
      this.#options.accept(stream, jsonOf(frame));
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      stream.reset(error.toBody());
    }
  }
}
