import { CodedError, toErrorBody } from '@longshore/contract/errors';
import type { LogNotice, LogOpen } from '@longshore/contract/logs';
import { encodeRecord, OUTPUT, RecordDecoder, recordTime } from '@longshore/contract/streams/log-records';
import { LogMerge } from '@longshore/contract/streams/merge';
import type { MuxStream } from '@longshore/contract/streams/mux';
import { abortReason } from '../../engine/deadline.ts';
import { LogSink } from './sink.ts';
import { LogSource, type LogEngine } from './source.ts';

/** Bytes of all sources together that may wait to be merged. */
const MERGE_BYTES = 4 * 1024 * 1024;

const text = new TextEncoder();

/** The logs of some containers on one stream: what is there in time order, then, when followed, what comes as it comes. */
export class LogStream {
  readonly #sources: LogSource[];
  readonly #sink: LogSink;
  readonly #follow: boolean;
  /** Bytes of each source that wait to be merged. */
  readonly #waiting: number[];
  #deliver: (source: number, records: Uint8Array) => void = (_source, records) => this.#sink.write(records);

  /** Bytes of one source that may wait. */
  get #share(): number {
    return MERGE_BYTES / this.#sources.length;
  }

  constructor(parts: LogEngine, stream: MuxStream, containers: readonly string[], open: LogOpen) {
    this.#follow = open.follow;
    this.#sink = new LogSink(stream, () => this.#gate());
    this.#waiting = containers.map(() => 0);
    const output = {
      deliver: (source: number, records: Uint8Array) => this.#deliver(source, records),
      settle: () => this.#sink.settle(),
      notice: (source: number, notice: LogNotice) => this.#notice(source, notice),
    };
    this.#sources = containers.map(
      (container, index) => new LogSource(parts, { container, index, open, position: open.resume?.[index] ?? null }, output),
    );
  }

  /** The far end has room again. */
  drained(): void {
    this.#sink.drained();
  }

  /** Runs to the end of all sources. @throws CodedError when the only source is refused, or what the signal is aborted with */
  async run(signal: AbortSignal): Promise<void> {
    try {
      const living = await this.#history(signal);
      for (const source of living) this.#notice(source.index, { type: this.#follow ? 'live' : 'ended' });
      if (this.#follow) await Promise.all(living.map((source) => this.#live(source, signal)));
      this.#sink.end();
    } catch (error) {
      this.#sink.drop();
      throw error;
    }
  }

  /** Tells the histories, merged; gives the sources that go on. */
  async #history(signal: AbortSignal): Promise<LogSource[]> {
    const [only] = this.#sources;
    if (only !== undefined && this.#sources.length === 1) {
      await only.history(signal);
      return [only];
    }
    const straight = this.#deliver;
    const merge = new LogMerge<Uint8Array>({ sources: this.#sources.length, emit: (record, source) => this.#merged(source, record) });
    this.#deliver = (source, records) => {
      for (const record of new RecordDecoder().push(records)) {
        const copy = encodeRecord(record.output, source, record.payload);
        this.#waiting[source] = (this.#waiting[source] ?? 0) + copy.length;
        merge.push(source, recordTime(record), copy);
      }
      this.#gate();
    };
    try {
      const told = await Promise.all(
        this.#sources.map(async (source) => {
          const living = await this.#tell(source, () => source.history(signal), signal);
          merge.live(source.index);
          return living ? [source] : [];
        }),
      );
      merge.flush();
      this.#sink.settle();
      return told.flat();
    } finally {
      merge.stop();
      this.#deliver = straight;
      this.#waiting.fill(0);
      this.#gate();
    }
  }

  async #live(source: LogSource, signal: AbortSignal): Promise<void> {
    const follow = () => source.follow(signal);
    const whole = this.#sources.length === 1 ? await follow().then(() => true) : await this.#tell(source, follow, signal);
    if (whole) this.#notice(source.index, { type: 'ended' });
  }

  #merged(source: number, record: Uint8Array): void {
    const before = this.#waiting[source] ?? 0;
    this.#waiting[source] = before - record.length;
    this.#sink.write(record);
    this.#sink.settle();
    // Not with every record: only when this one makes room for the source to go on.
    const enough = this.#share / 2;
    if (before > enough && before - record.length <= enough) this.#gate();
  }

  /** Lets one of several sources tell; its failure is a notice among the lines of the others. False when it told all it ever will. */
  async #tell(source: LogSource, what: () => Promise<void>, signal: AbortSignal): Promise<boolean> {
    try {
      await what();
      return true;
    } catch (error) {
      if (signal.aborted) throw abortReason(signal);
      // With a fault of ours, or an engine that went away in the midst of a download, the stream ends, lest it pass for whole.
      if (!(error instanceof CodedError) || (!this.#follow && error.code === 'engine_unreachable')) throw error;
      this.#notice(source.index, { type: 'error', message: toErrorBody(error).message });
      this.#notice(source.index, { type: 'ended' });
      return false;
    }
  }

  #notice(source: number, notice: LogNotice): void {
    this.#sink.write(encodeRecord(OUTPUT.notice, source, text.encode(JSON.stringify(notice))));
    this.#sink.settle();
  }

  /** Who may read: nobody while the far end has no room, and no source that is far ahead of the others. */
  #gate(): void {
    for (const source of this.#sources) source.paused = this.#sink.blocked || (this.#waiting[source.index] ?? 0) > this.#share;
  }
}
