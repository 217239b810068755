import { LogNotice } from '@longshore/contract/logs';
import { encodeRecord, OUTPUT, RecordDecoder, recordTime } from '@longshore/contract/streams/log-records';
import { LogMerge } from '@longshore/contract/streams/merge';
import { ByteRoom } from './byte-room.ts';

/** One of the logs that are merged: in time order. */
export interface MergePart {
  /** Complete records, one behind the other. */
  readonly log: AsyncIterable<Uint8Array>;
  /** Which source of the whole each of its sources is. */
  readonly sources: readonly number[];
}

/** Bytes read ahead of the reader, over all parts: what time order needs, and no more. */
const READ_AHEAD = 8 * 1024 * 1024;
/** A program that reads cannot be told afterwards that a line belongs elsewhere: rather a second late than out of order. */
const WINDOW_MS = 1000;
const MIN_READ_AHEAD = 64 * 1024;

interface Item {
  readonly part: number;
  /** Stamped with its source of the whole. */
  readonly record: Uint8Array;
}

/**
 * Logs of several hosts as one, in time order. Reads no faster than it is read. What ends one part with an error ends the whole:
 * an incomplete log must not look whole.
 */
export class MergedLog implements AsyncIterable<Uint8Array> {
  readonly #parts: readonly MergePart[];
  readonly #rooms: readonly ByteRoom[];
  readonly #merge: LogMerge<Item>;
  #emitted: Item[] = [];
  #wake: () => void = () => undefined;
  #over = false;

  constructor(parts: readonly MergePart[]) {
    this.#parts = parts;
    this.#rooms = parts.map(() => new ByteRoom(Math.max(MIN_READ_AHEAD, READ_AHEAD / parts.length)));
    const sources = parts.flatMap(({ sources }) => sources);
    this.#merge = new LogMerge<Item>({
      sources: parts.length + sources.length,
      windowMs: WINDOW_MS,
      emit: (item) => {
        this.#emitted.push(item);
        this.#wake();
      },
    });
    // A host tells the histories of its containers merged, but what comes later as it comes: then each container is a source of its own.
    for (const source of sources) this.#merge.live(parts.length + source);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    const pumping = this.#pumpAll();
    const over = (): void => {
      this.#over = true;
      this.#wake();
    };
    pumping.then(over, over);
    try {
      for (;;) {
        const items = this.#emitted;
        this.#emitted = [];
        if (items.length > 0) yield Buffer.concat(items.map(({ record }) => record));
        else if (this.#over) break;
        else await new Promise<void>((resolve) => (this.#wake = resolve));
        for (const { part, record } of items) this.#rooms[part]?.give(record.length);
      }
      await pumping;
    } finally {
      this.#merge.stop();
      for (const room of this.#rooms) room.close();
    }
  }

  async #pumpAll(): Promise<void> {
    await Promise.all(this.#parts.map((part, index) => this.#pump(part, index)));
    this.#merge.flush();
  }

  async #pump({ log, sources }: MergePart, part: number): Promise<void> {
    const history = new Set(sources.keys());
    let time = '';
    for await (const records of log) {
      for (const record of new RecordDecoder().push(records)) {
        if (record.timeLength > 0) time = recordTime(record);
        const source = sources[record.source] ?? 0;
        const copy = encodeRecord(record.output, source, record.payload);
        this.#rooms[part]?.take(copy.length);
        const line = history.size > 0 ? part : this.#parts.length + source;
        this.#merge.push(line, time, { part, record: copy });
        if (record.output === OUTPUT.notice && endsHistory(record.payload)) history.delete(record.source);
        if (history.size === 0) this.#merge.live(part);
      }
      if (!(await this.#rooms[part]?.free())) return;
    }
    this.#merge.live(part);
  }
}

/** Has this source told all that was there at the start? */
function endsHistory(payload: Uint8Array): boolean {
  const notice = LogNotice.safeParse(JSON.parse(Buffer.from(payload).toString('utf8')));
  return notice.success && (notice.data.type === 'live' || notice.data.type === 'ended' || notice.data.type === 'error');
}
