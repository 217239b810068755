import type { ErrorBody } from '@longshore/contract/errors';
import { FairWriter, type FrameSocket } from '@longshore/contract/streams/fair-writer';
import { FRAME, FRAME_HEADER, frameType, MAX_DATA, MAX_JSON, streamId } from '@longshore/contract/streams/frames';
import { RelayedStream } from './relayed-stream.ts';

export interface RelayEndOptions {
  socket: FrameSocket;
  /** Takes what the far side opens, and connects or refuses it, now or later. Without it nothing can be opened from there. */
  accept?: (stream: RelayedStream, openFrame: Uint8Array) => void;
  /** Its last stream has ended. */
  idle?: () => void;
}

/** One socket of the relay: an agent's, a browser tab's, or a far end within this process. */
export class RelayEnd {
  readonly writer: FairWriter;
  readonly #options: RelayEndOptions;
  readonly #streams = new Map<number, RelayedStream>();
  #nextId = 1;
  #closed: ErrorBody | undefined;

  constructor(options: RelayEndOptions) {
    this.#options = options;
    this.writer = new FairWriter(options.socket);
  }

  /** How many streams run over it. */
  get size(): number {
    return this.#streams.size;
  }

  /** Why it is gone, once it is. */
  get closed(): ErrorBody | undefined {
    return this.#closed;
  }

  /** A frame from the far side. False: it is none, whoever sends such things is better hung up on. */
  receive(frame: Uint8Array<ArrayBuffer>): boolean {
    if (frame.length < FRAME_HEADER) return false;
    if (this.#closed !== undefined) return true;
    const id = streamId(frame);
    const stream = this.#streams.get(id);
    const large = frame.length > FRAME_HEADER + (frameType(frame) === FRAME.data ? MAX_DATA : MAX_JSON);
    if (frameType(frame) === FRAME.open) return !large && stream === undefined && this.#open(id, frame);
    if (large) stream?.reset({ code: 'too_large', message: 'A frame is too large.' });
    // Frames of a stream that is over here may still be on their way: they mean nothing any more.
    else stream?.forward(this, frame);
    return true;
  }

  /** The socket took what it held. */
  drained(): void {
    if (this.#closed === undefined) this.writer.drained();
  }

  /** The socket is gone: every stream over it ends, for the other side too. */
  close(error: ErrorBody): void {
    this.#closed ??= error;
    for (const stream of [...this.#streams.values()]) stream.lost(this, error);
  }

  /** @internal A place for a stream that this server opens towards the far side. */
  enlist(stream: RelayedStream): number {
    const id = this.#nextId;
    this.#nextId = id === 0xffff_ffff ? 1 : id + 1;
    if (this.#streams.has(id)) return this.enlist(stream);
    this.#streams.set(id, stream);
    return id;
  }

  /** @internal */
  forget(id: number): void {
    if (this.#streams.delete(id) && this.#streams.size === 0) this.#options.idle?.();
  }

  #open(id: number, frame: Uint8Array): boolean {
    if (this.#options.accept === undefined) return false;
    const stream = new RelayedStream(this, id);
    this.#streams.set(id, stream);
    this.#options.accept(stream, frame);
    return true;
  }
}
