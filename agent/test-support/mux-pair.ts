import type { ErrorBody } from '@longshore/contract/errors';
import { StreamMux, type MuxStream } from '@longshore/contract/streams/mux';

/** What the far end of a stream got. */
export class FarEnd {
  readonly chunks: Buffer[] = [];
  readonly messages: unknown[] = [];
  ended = false;
  closed: ErrorBody | null | undefined;
  #unread = 0;
  #reading = true;

  constructor(readonly stream: MuxStream) {
    stream.listen({
      data: (bytes) => {
        this.chunks.push(Buffer.from(bytes));
        if (this.#reading) stream.consumed(bytes.length);
        else this.#unread += bytes.length;
      },
      message: (value) => void this.messages.push(value),
      end: () => {
        this.ended = true;
        stream.end();
      },
      close: (error) => (this.closed = error),
    });
  }

  get bytes(): Buffer {
    return Buffer.concat(this.chunks);
  }

  /** Takes bytes, but makes no room for more. */
  stopReading(): void {
    this.#reading = false;
  }

  readOn(): void {
    this.#reading = true;
    this.stream.consumed(this.#unread);
    this.#unread = 0;
  }
}

/** A stream from end to end in memory: `serve` gets the near end. */
export function openPair(serve: (stream: MuxStream) => void): FarEnd {
  const later = (receive: () => StreamMux) => (frame: Uint8Array) => void setImmediate(() => receive().receive(frame));
  const near: StreamMux = new StreamMux({ socket: { send: later(() => far), bufferedAmount: 0 }, accept: serve });
  const far: StreamMux = new StreamMux({ socket: { send: later(() => near), bufferedAmount: 0 } });
  return new FarEnd(far.open({}));
}
