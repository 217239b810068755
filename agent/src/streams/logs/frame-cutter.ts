import { BrokenFramesError, MAX_RECORD, RECORD_HEADER } from '@longshore/contract/streams/log-records';

/** What a cutter hands on. */
export interface Cut {
  /** Whether a message is wanted; `at` and `length` are of its payload in the chunk. */
  accept(output: number, chunk: Uint8Array, at: number, length: number): boolean;
  /** One or several complete records, stamped with their source. The bytes are valid until this returns. */
  deliver(records: Uint8Array): void;
  /** The engine itself complains in the midst of a log. */
  complain(text: string): void;
}

/** What the engine writes by itself, beside stdout and stderr. */
const SYSTEM_ERROR = 3;

/**
 * Passes the engine's multiplexed frames on as log records, which they are but for the source in two of their padding bytes.
 * Frames that lie side by side and are all wanted are handed on in one piece, untouched.
 */
export class FrameCutter {
  readonly #source: number;
  readonly #to: Cut;
  /** The beginning of a frame whose end has not come. */
  #rest: Uint8Array[] = [];
  #restBytes = 0;
  /** Bytes the rest must have before it is worth looking at it again. */
  #wanted = RECORD_HEADER;

  constructor(source: number, to: Cut) {
    this.#source = source;
    this.#to = to;
  }

  /** Bytes of a frame that is not complete. */
  get pending(): number {
    return this.#restBytes;
  }

  /** @throws BrokenFramesError when these are no frames */
  push(chunk: Uint8Array): void {
    if (this.#restBytes === 0) {
      this.#keep(chunk, this.#cut(chunk));
      return;
    }
    this.#rest.push(copyOf(chunk));
    this.#restBytes += chunk.length;
    // A frame of many chunks is put together once, not with each of them.
    if (this.#restBytes < this.#wanted) return;
    const whole = Buffer.concat(this.#rest, this.#restBytes);
    this.#rest = [];
    this.#restBytes = 0;
    this.#keep(whole, this.#cut(whole));
  }

  /** The bytes are over. An incomplete frame at the end was cut off by the engine: it is none. */
  end(): void {
    this.#rest = [];
    this.#restBytes = 0;
  }

  #keep(chunk: Uint8Array, from: number): void {
    if (from === chunk.length) return;
    const rest = copyOf(chunk.subarray(from));
    this.#rest = [rest];
    this.#restBytes = rest.length;
    this.#wanted = rest.length < RECORD_HEADER ? RECORD_HEADER : RECORD_HEADER + lengthAt(rest, 0);
  }

  /** Cuts complete frames from the front; gives where the rest begins. */
  #cut(chunk: Uint8Array): number {
    let at = 0;
    /** Start of the frames that are wanted and not handed on. */
    let run = 0;
    while (chunk.length - at >= RECORD_HEADER) {
      const output = chunk[at] ?? 0;
      const length = lengthAt(chunk, at);
      if (output > SYSTEM_ERROR || length > MAX_RECORD || chunk[at + 1] !== 0 || chunk[at + 2] !== 0 || chunk[at + 3] !== 0) {
        throw new BrokenFramesError('The log is not in the form the engine sends.');
      }
      const end = at + RECORD_HEADER + length;
      if (end > chunk.length) break;
      const wanted = output !== SYSTEM_ERROR && this.#to.accept(output, chunk, at + RECORD_HEADER, length);
      if (wanted) {
        chunk[at + 2] = this.#source >>> 8;
        chunk[at + 3] = this.#source & 0xff;
      } else {
        if (at > run) this.#to.deliver(chunk.subarray(run, at));
        run = end;
      }
      if (output === SYSTEM_ERROR)
        this.#to.complain(
          Buffer.from(chunk.subarray(at + RECORD_HEADER, end))
            .toString('utf8')
            .trim(),
        );
      at = end;
    }
    if (at > run) this.#to.deliver(chunk.subarray(run, at));
    return at;
  }
}

/** The chunk is used again by whoever read it. (`slice` of a Buffer is no copy.) */
const copyOf = (bytes: Uint8Array) => new Uint8Array(bytes);

const lengthAt = (bytes: Uint8Array, at: number): number =>
  (((bytes[at + 4] ?? 0) << 24) | ((bytes[at + 5] ?? 0) << 16) | ((bytes[at + 6] ?? 0) << 8) | (bytes[at + 7] ?? 0)) >>> 0;
