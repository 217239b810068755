import TinyQueue from 'tinyqueue';

/** How long a live line waits for an earlier one of another source, in milliseconds: busy hosts and links are late by tens of them. */
export const MERGE_WINDOW_MS = 250;

/** Lines one source may have waiting before it is told to pause. */
export const MERGE_BACKLOG = 2000;

export interface MergeOptions<T> {
  sources: number;
  /** The merged lines, in time order. */
  emit: (item: T, source: number) => void;
  /** A source that was told to pause may go on. */
  resume?: (source: number) => void;
  /** How long a live line waits, if not MERGE_WINDOW_MS. A view that can still put a late line in its place needs less than a pipe. */
  windowMs?: number;
  /** Milliseconds; a clock that only goes forward. */
  now?: () => number;
}

interface Waiting<T> {
  time: string;
  item: T;
  arrived: number;
}

interface Source<T> {
  index: number;
  /** Still telling what was there at the start: nothing later may overtake it. */
  history: boolean;
  paused: boolean;
  waiting: Waiting<T>[];
  /** Index of the first that was not emitted: cheaper than shifting a long list. */
  head: number;
}

const headOf = <T>(source: Source<T>): Waiting<T> | undefined => source.waiting[source.head];

/**
 * Merges sources that are each in time order into one. What is history is merged exactly, however late it comes;
 * live lines are held for a short window, since nobody can know whether a silent source will speak.
 */
export class LogMerge<T> {
  readonly #options: MergeOptions<T>;
  readonly #now: () => number;
  readonly #windowMs: number;
  readonly #sources: Source<T>[];
  readonly #heads: TinyQueue<Source<T>>;
  #histories: number;
  /** Sources whose history goes on but whose next line has not come. */
  #silent: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: MergeOptions<T>) {
    this.#options = options;
    this.#windowMs = options.windowMs ?? MERGE_WINDOW_MS;
    this.#now = options.now ?? (() => performance.now());
    this.#sources = Array.from({ length: options.sources }, (_, index) => ({ index, history: true, paused: false, waiting: [], head: 0 }));
    this.#histories = options.sources;
    this.#silent = options.sources;
    this.#heads = new TinyQueue<Source<T>>([], (a, b) => {
      const [first, second] = [headOf(a)?.time ?? '', headOf(b)?.time ?? ''];
      return first < second ? -1 : first > second ? 1 : a.index - b.index;
    });
  }

  /** A line of a source. False: that source should pause until `resume`. */
  push(index: number, time: string, item: T): boolean {
    const source = this.#source(index);
    source.waiting.push({ time, item, arrived: this.#now() });
    if (source.waiting.length - source.head === 1) {
      if (source.history) this.#silent -= 1;
      this.#heads.push(source);
    }
    this.#run();
    source.paused = source.waiting.length - source.head >= MERGE_BACKLOG;
    return !source.paused;
  }

  /** The history of a source is told, or the source has ended. */
  live(index: number): void {
    const source = this.#source(index);
    if (!source.history) return;
    source.history = false;
    this.#histories -= 1;
    if (headOf(source) === undefined) this.#silent -= 1;
    this.#run();
  }

  /** Emits what waits, in order, without waiting longer: everything has ended. */
  flush(): void {
    clearTimeout(this.#timer);
    for (let source = this.#heads.pop(); source !== undefined; source = this.#heads.pop()) this.#emitHead(source);
  }

  /** Stops; what waits is dropped. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#heads.length = 0;
    this.#heads.data = [];
  }

  #source(index: number): Source<T> {
    const source = this.#sources[index];
    if (source === undefined) throw new RangeError(`No source ${index}.`);
    return source;
  }

  #run(): void {
    clearTimeout(this.#timer);
    while (this.#silent === 0) {
      const source = this.#heads.peek();
      const next = source && headOf(source);
      if (source === undefined || next === undefined) return;
      const wait = this.#histories > 0 ? 0 : next.arrived + this.#windowMs - this.#now();
      if (wait > 0) {
        this.#timer = setTimeout(() => this.#run(), wait);
        return;
      }
      this.#heads.pop();
      this.#emitHead(source);
    }
  }

  #emitHead(source: Source<T>): void {
    const next = headOf(source);
    if (next === undefined) return;
    source.head += 1;
    if (headOf(source) === undefined) {
      source.waiting = [];
      source.head = 0;
      if (source.history) this.#silent += 1;
    } else {
      if (source.head >= MERGE_BACKLOG) {
        source.waiting.splice(0, source.head);
        source.head = 0;
      }
      this.#heads.push(source);
    }
    this.#options.emit(next.item, source.index);
    if (source.paused && source.waiting.length - source.head < MERGE_BACKLOG / 2) {
      source.paused = false;
      this.#options.resume?.(source.index);
    }
  }
}
