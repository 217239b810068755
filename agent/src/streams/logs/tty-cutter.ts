import { encodeRecord, OUTPUT, RECORD_HEADER } from '@longshore/contract/streams/log-records';
import type { Cut } from './frame-cutter.ts';

const LINE_FEED = 0x0a;
/** `2006-01-02T15:04:05.000000000Z` and a space. */
const SHAPE = '0000-00-00T00:00:00.000000000Z ';
const PREFIX = SHAPE.length;
const TIME_END = Buffer.from('Z ');
/** A message without an end is cut here, always at the same place. Engines themselves cut at 16 KiB, and other drivers at up to 1 MiB. */
const LONGEST_MESSAGE = 1024 * 1024;
const NINE = 0x39;
const ZERO = 0x30;

/** Is there a time, and the space behind it, at this place? */
function isPrefix(bytes: Uint8Array, at: number): boolean {
  if (at + PREFIX > bytes.length) return false;
  for (let index = 0; index < PREFIX; index += 1) {
    const [wanted, is] = [SHAPE.charCodeAt(index), bytes[at + index] ?? 0];
    if (wanted === ZERO ? is < ZERO || is > NINE : is !== wanted) return false;
  }
  return true;
}

/**
 * Cuts the log of a container with a terminal, which the engine sends as plain text with a time before each message, into records.
 * A message ends with its line feed, or without one where the engine cut a long line or the program ended in the midst of one:
 * then the next time follows at once. A time within a line that is earlier than the line's own was printed by the program.
 */
export class TtyCutter {
  readonly #source: number;
  readonly #to: Cut;
  #rest: Buffer = Buffer.alloc(0);
  /** Prefix of the message that was cut for its length, for what follows of it. */
  #carried: Buffer | undefined;

  constructor(source: number, to: Cut) {
    this.#source = source;
    this.#to = to;
  }

  /** Bytes of a message that has no end yet. */
  get pending(): number {
    return this.#rest.length;
  }

  push(chunk: Uint8Array): void {
    const text = this.#rest.length === 0 ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length) : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    for (;;) {
      const end = this.#endOf(text, at);
      if (end === undefined) break;
      this.#emit(text.subarray(at, end));
      at = end;
    }
    // The chunk is used again by whoever read it.
    this.#rest = Buffer.from(text.subarray(at));
  }

  /** The text is over for good: what has no end is a message all the same. */
  end(): void {
    if (this.#rest.length > 0) this.#emit(this.#rest);
    this.#rest = Buffer.alloc(0);
    this.#carried = undefined;
  }

  /** Where the message that begins here ends; undefined when that has not come yet. */
  #endOf(text: Buffer, at: number): number | undefined {
    const lineFeed = text.indexOf(LINE_FEED, at);
    const limit = lineFeed < 0 ? text.length : lineFeed + 1;
    const own = isPrefix(text, at);
    const body = at + (own ? PREFIX : 0);
    const next = own ? nextPrefix(text, at, limit) : undefined;
    const longest = body + LONGEST_MESSAGE;
    if (next !== undefined && next <= longest) return next;
    // Not before it is certain that no time begins there.
    if (limit > longest + PREFIX) return longest;
    return lineFeed < 0 ? undefined : limit;
  }

  #emit(message: Buffer): void {
    const own = isPrefix(message, 0);
    const payload = own || this.#carried === undefined ? message : Buffer.concat([this.#carried, message]);
    const ended = message.at(-1) === LINE_FEED;
    const cutForLength = !ended && message.length >= LONGEST_MESSAGE;
    this.#carried = cutForLength ? Buffer.from(payload.subarray(0, PREFIX)) : undefined;
    const record = encodeRecord(OUTPUT.stdout, this.#source, payload);
    if (this.#to.accept(OUTPUT.stdout, record, RECORD_HEADER, payload.length)) this.#to.deliver(record);
  }
}

/** A time in the midst of a line with which another message begins: one not before the line's own. */
function nextPrefix(text: Buffer, at: number, limit: number): number | undefined {
  for (let found = text.indexOf(TIME_END, at + PREFIX); found >= 0 && found < limit; found = text.indexOf(TIME_END, found + 1)) {
    const start = found + TIME_END.length - PREFIX;
    // Digits sort as the times they write.
    if (start > at + PREFIX && isPrefix(text, start) && text.compare(text, at, at + PREFIX, start, start + PREFIX) >= 0) return start;
  }
  return undefined;
}
