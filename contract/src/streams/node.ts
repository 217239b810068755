import { Duplex } from 'node:stream';
import { CodedError } from '../errors.ts';
import type { MuxStream } from './mux.ts';

/** Received bytes that the Duplex itself may hold; the rest stays unconsumed, so that the other side stops. */
const READ_AHEAD = 64 * 1024;

/**
 * A stream as a Node Duplex: reading grants credit, writing waits for it. Destroying it resets the stream;
 * a reset from the other side destroys it with the CodedError. `message` events carry control messages.
 */
export class MuxDuplex extends Duplex {
  readonly #stream: MuxStream;
  readonly #received: Uint8Array[] = [];
  #wanted = false;
  #ended = false;
  #drained: (() => void) | undefined;

  constructor(stream: MuxStream) {
    super({ allowHalfOpen: true, readableHighWaterMark: READ_AHEAD });
    this.#stream = stream;
    stream.listen({
      data: (bytes) => {
        this.#received.push(bytes);
        this.#deliver();
      },
      drain: () => this.#settle(),
      end: () => {
        this.#ended = true;
        this.#deliver();
      },
      message: (value) => void this.emit('message', value),
      close: (error) => {
        this.#settle();
        if (error !== null) this.destroy(CodedError.fromBody(error));
      },
    });
  }

  message(value: unknown): void {
    this.#stream.message(value);
  }

  override _read(): void {
    this.#wanted = true;
    this.#deliver();
  }

  override _write(chunk: Uint8Array, _encoding: BufferEncoding, done: (error?: Error) => void): void {
    if (this.#stream.write(chunk)) done();
    else this.#drained = done;
  }

  override _final(done: (error?: Error) => void): void {
    this.#stream.end();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    if (!this.#stream.closed) {
      this.#stream.reset(error instanceof CodedError ? error.toBody() : { code: 'cancelled', message: 'The stream was closed.' });
    }
    done(error);
  }

  #deliver(): void {
    while (this.#wanted) {
      const bytes = this.#received.shift();
      if (bytes === undefined) {
        if (this.#ended) {
          this.#wanted = false;
          this.push(null);
        }
        return;
      }
      this.#wanted = this.push(bytes);
      this.#stream.consumed(bytes.length);
    }
  }

  #settle(): void {
    const done = this.#drained;
    this.#drained = undefined;
    done?.();
  }
}

export const muxDuplex = (stream: MuxStream): MuxDuplex => new MuxDuplex(stream);
