import type { LogNotice } from '@longshore/contract/logs';

/** What happened to a source: as its agent tells it, or that the way to its host was lost and is there again. */
export type SourceNotice = LogNotice['type'] | 'lost' | 'back';

/** One line, or what happened between lines. */
export interface LogLine {
  /** Grows by one from line to line; the same line keeps it for ever. */
  readonly id: number;
  /** Index among the targets of the session. */
  readonly source: number;
  /** 1 stdout (and a terminal's), 2 stderr, 0 a notice. */
  readonly output: number;
  /** RFC 3339 in UTC with nine decimals; empty when the engine gave none. */
  readonly time: string;
  /** Without its line end. May hold ANSI sequences, see `parseAnsi`. Of a notice: its message, if any. */
  readonly text: string;
  readonly notice: SourceNotice | undefined;
}

/** Lines kept by a session. */
export const MAX_LINES = 200_000;

/** So many of the newest lines may move to make room for one that came late. */
export const MOVED = 2000;

/** The newest lines, in order: the oldest make room. Read by index from 0 to `length - 1`. */
export class LineRing {
  readonly #lines: (LogLine | undefined)[] = [];
  readonly #capacity: number;
  /** Where the oldest is. */
  #start = 0;
  #length = 0;
  #dropped = 0;
  #insertions = 0;

  constructor(capacity = MAX_LINES) {
    this.#capacity = capacity;
  }

  get length(): number {
    return this.#length;
  }

  /** How many were let go so far: ids of the lines that are here begin there. */
  get dropped(): number {
    return this.#dropped;
  }

  /** How often a line was put between others: then up to `MOVED` lines before the former end have another id than before. */
  get insertions(): number {
    return this.#insertions;
  }

  /** Puts a line before the newest ones for which `isLater` holds; they get new ids. Undefined: that one does not matter. */
  insert(line: Omit<LogLine, 'id'>, isLater: (other: LogLine) => boolean | undefined): void {
    let place = this.#length;
    for (let at = this.#length - 1; at >= 0 && this.#length - at <= MOVED; at -= 1) {
      const other = this.at(at);
      const later = other === undefined ? false : isLater(other);
      if (later === false) break;
      if (later === true) place = at;
    }
    const moved = [...this.from(place)];
    if (moved.length > 0) this.#insertions += 1;
    this.#length = place;
    this.push({ id: this.#dropped + place, ...line });
    for (const other of moved) this.push({ ...other, id: other.id + 1 });
  }

  push(line: LogLine): void {
    const at = (this.#start + this.#length) % this.#capacity;
    this.#lines[at] = line;
    if (this.#length < this.#capacity) this.#length += 1;
    else {
      this.#start = (this.#start + 1) % this.#capacity;
      this.#dropped += 1;
    }
  }

  /** Undefined outside of 0 to `length - 1`. */
  at(index: number): LogLine | undefined {
    if (index < 0 || index >= this.#length) return undefined;
    return this.#lines[(this.#start + index) % this.#capacity];
  }

  /** Where a line is now; -1 when it is not here (any more). */
  indexOf(id: number): number {
    const index = id - this.#dropped;
    return index >= 0 && index < this.#length ? index : -1;
  }

  /** Lines from an index on, to the end. */
  *from(index: number): Generator<LogLine> {
    for (let at = Math.max(0, index); at < this.#length; at += 1) {
      const line = this.at(at);
      if (line !== undefined) yield line;
    }
  }

  clear(): void {
    this.#dropped += this.#length;
    this.#lines.length = 0;
    this.#start = 0;
    this.#length = 0;
  }
}
