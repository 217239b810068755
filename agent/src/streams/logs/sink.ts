import { MAX_DATA } from '@longshore/contract/streams/frames';
import type { MuxStream } from '@longshore/contract/streams/mux';

/** Bytes that follow others within so many milliseconds travel together. */
const COALESCE_MS = 10;

/**
 * Collects what is written into large portions: the engine hands out log lines one by one, and each portion costs the same on the
 * way. What comes after a quiet time goes at once. `onBlocked` tells when the far end has no room, and when it has again:
 * between the two nothing should be read.
 */
export class LogSink {
  readonly #stream: MuxStream;
  readonly #onBlocked: (blocked: boolean) => void;
  #block = Buffer.allocUnsafeSlow(MAX_DATA);
  /** A block that the stream had to keep for a while. */
  #lent: Buffer<ArrayBuffer> | undefined;
  /** One that it has given back. */
  #spare: Buffer<ArrayBuffer> | undefined;
  #used = 0;
  #blocked = false;
  #timer: NodeJS.Timeout | undefined;
  #lastFlush = 0;

  constructor(stream: MuxStream, onBlocked: (blocked: boolean) => void) {
    this.#stream = stream;
    this.#onBlocked = onBlocked;
  }

  get blocked(): boolean {
    return this.#blocked;
  }

  /** Takes a copy. */
  write(bytes: Uint8Array): void {
    let rest = bytes;
    while (rest.length > 0) {
      const part = rest.subarray(0, this.#block.length - this.#used);
      this.#block.set(part, this.#used);
      this.#used += part.length;
      rest = rest.subarray(part.length);
      if (this.#used === this.#block.length) this.flush();
    }
  }

  /** A portion has been written: it goes now, or soon. */
  settle(): void {
    if (this.#used === 0 || this.#timer !== undefined) return;
    const quiet = performance.now() - this.#lastFlush;
    if (quiet >= COALESCE_MS) this.flush();
    else this.#timer = setTimeout(() => this.flush(), COALESCE_MS - quiet);
  }

  /** Sends what is there. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#used === 0) return;
    this.#lastFlush = performance.now();
    const taken = this.#stream.write(this.#block.subarray(0, this.#used));
    this.#used = 0;
    if (taken) return;
    // The stream keeps the bytes until there is room.
    this.#lent = this.#block;
    this.#block = this.#spare ?? Buffer.allocUnsafeSlow(MAX_DATA);
    this.#spare = undefined;
    if (this.#blocked) return;
    this.#blocked = true;
    this.#onBlocked(true);
  }

  /** To be called when the stream says that there is room. */
  drained(): void {
    if (!this.#blocked) return;
    this.#blocked = false;
    this.#spare = this.#lent;
    this.#lent = undefined;
    this.#onBlocked(false);
  }

  /** Sends the last of it. */
  end(): void {
    this.flush();
    this.#stream.end();
  }

  /** The stream is gone. */
  drop(): void {
    clearTimeout(this.#timer);
    this.#used = 0;
  }
}
