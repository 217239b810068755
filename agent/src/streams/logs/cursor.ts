import type { LogPosition } from '@longshore/contract/logs';
import { OUTPUT, timeLength } from '@longshore/contract/streams/log-records';
import { nanosOf } from '../../engine/times.ts';

/**
 * Lines of the two outputs stand in the log almost in the order of their times: how far out of order they may be, at most.
 * Within one output the order is exact.
 */
const DISORDER_NANOS = 1_000_000_000n;

/** `2006-01-02T15:04:05.000000000Z`, the one form that engines write. */
const FULL_TIME = 30;
const ZULU = 0x5a;
const SPACE = 0x20;

/** How far one output was delivered: so many messages of the last time. */
interface Output {
  /** The last time: bytes of the chunk at hand, until `settle` copies them. */
  bytes: Uint8Array;
  at: number;
  length: number;
  count: number;
  /** While reading again what was read before: how many messages of the last time were met. Undefined when past them. */
  met: number | undefined;
}

const newOutput = (): Output => ({ bytes: new Uint8Array(0), at: 0, length: 0, count: 0, met: undefined });

/** Does the payload of a message begin with the last time of its output? The last digits differ first. */
function sameTime(output: Output, payload: Uint8Array, at: number, length: number): boolean {
  if (output.length !== length) return false;
  for (let index = length - 1; index >= 0; index -= 1) {
    if (output.bytes[output.at + index] !== payload[at + index]) return false;
  }
  return true;
}

const textOf = (bytes: Uint8Array, at: number, length: number) => String.fromCharCode(...bytes.subarray(at, at + length));

/**
 * How far the log of one container was delivered, to the very message, so that a new reading of it neither misses nor repeats one.
 * Every message passes `accept`; what it says no to was delivered before, or lies before what was asked for.
 */
export class LogCursor {
  readonly #stdout = newOutput();
  readonly #stderr = newOutput();
  /** Time of the first message delivered: what an output said before it was not asked for. */
  #floor = '';
  #newest: Output | undefined;
  #delivered = 0;

  constructor(position: LogPosition | null) {
    for (const [output, given] of [
      [this.#stdout, position?.stdout],
      [this.#stderr, position?.stderr],
    ] as const) {
      if (given === undefined) continue;
      output.bytes = new TextEncoder().encode(given.last);
      output.length = output.bytes.length;
      output.count = given.count;
      if (this.#newest === undefined || given.last > this.#floor) {
        this.#floor = given.last;
        this.#newest = output;
      }
    }
    this.#floor = position?.from ?? this.#floor;
  }

  /** How many messages were new so far: whether a reading came any further. */
  get delivered(): number {
    return this.#delivered;
  }

  /** Nothing was delivered yet. */
  get empty(): boolean {
    return this.#newest === undefined;
  }

  /** A reading must begin at or before this time (nanoseconds since the epoch) to find everything that is new. Undefined when empty. */
  get bound(): bigint | undefined {
    if (this.#newest === undefined) return undefined;
    const times = [this.#stdout, this.#stderr].filter((output) => output.length > 0).map((output) => this.#nanos(output));
    const oldest = times.reduce((a, b) => (a < b ? a : b));
    const enough = this.#nanos(this.#newest) - DISORDER_NANOS;
    return oldest > enough ? oldest : enough;
  }

  /** The log is read again, from at or before `bound` on. */
  rewind(): void {
    for (const output of [this.#stdout, this.#stderr]) output.met = this.empty ? undefined : 0;
  }

  /** Whether a message is new; it then counts as delivered. `at` and `length` are of its payload. */
  accept(kind: number, chunk: Uint8Array, at: number, length: number): boolean {
    const fast = length > FULL_TIME && chunk[at + FULL_TIME] === SPACE && chunk[at + FULL_TIME - 1] === ZULU;
    const time = fast ? FULL_TIME : timeLength(chunk.subarray(at, at + length));
    // Without a time it cannot be told from others: better twice than never.
    if (time === 0) return true;
    const output = kind === OUTPUT.stderr ? this.#stderr : this.#stdout;
    const same = sameTime(output, chunk, at, time);
    if (output.met !== undefined && !this.#passed(output, same, chunk, at, time)) return false;
    if (same) output.count += 1;
    else {
      output.bytes = chunk;
      output.at = at;
      output.length = time;
      output.count = 1;
      if (this.#newest === undefined) this.#floor = textOf(chunk, at, time);
    }
    this.#newest = output;
    this.#delivered += 1;
    return true;
  }

  /** The chunk at hand is used up: what is remembered of it is copied. */
  settle(): void {
    for (const output of [this.#stdout, this.#stderr]) {
      if (output.bytes.length === output.length) continue;
      // `slice` of a Buffer would be no copy.
      output.bytes = new Uint8Array(output.bytes.subarray(output.at, output.at + output.length));
      output.at = 0;
    }
  }

  /** Reading again: is this message behind all that was delivered of its output? */
  #passed(output: Output, same: boolean, chunk: Uint8Array, at: number, time: number): boolean {
    if (same && (output.met ?? 0) < output.count) {
      output.met = (output.met ?? 0) + 1;
      // The last one that was delivered: from the next on all is new, even if a clock was set back.
      if (output.met === output.count) output.met = undefined;
      return false;
    }
    const text = textOf(chunk, at, time);
    const last = output.length === 0 ? this.#floor : textOf(output.bytes, output.at, output.length);
    if (text < last) return false;
    output.met = undefined;
    return true;
  }

  #nanos(output: Output): bigint {
    return nanosOf(textOf(output.bytes, output.at, output.length)) ?? 0n;
  }
}
