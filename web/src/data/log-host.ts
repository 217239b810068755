import type { ErrorCode } from '@longshore/contract/coded-error';
import type { ErrorBody } from '@longshore/contract/errors';
import type { LogOpen } from '@longshore/contract/logs';
import { BrokenFramesError, type LogRecord, OUTPUT } from '@longshore/contract/streams/log-records';
import type { MuxStream } from '@longshore/contract/streams/mux';
import { Backoff } from './backoff.ts';
import { RecordReader } from './record-reader.ts';
import { type LogSource, type NewLine, readNotice } from './log-source.ts';
import { ProblemError } from './problem.ts';
import type { Streams } from './streams.ts';

/** Which part of the logs, and whether to go on with what comes: all there is, once, unless said otherwise. */
export type LogRange = Partial<Omit<LogOpen, 'resume'>>;

/**
 * `connecting`; `live`: its lines come; `waiting`: the way to the host is lost (`problem`), and tried again until it is there;
 * `ended`: all is told; `failed`: it cannot be read (`problem`).
 */
export interface HostLogState {
  readonly phase: 'connecting' | 'live' | 'waiting' | 'ended' | 'failed';
  readonly problem?: ProblemError;
}

/** A line on its way to the view, with the bytes it took: they are given back when it has arrived. */
export interface LineUnderWay {
  readonly line: NewLine;
  readonly bytes: number;
  readonly stream: MuxStream | undefined;
  /** Part of what was in the log at the start: a host tells that merged by time, and what comes later container by container. */
  readonly history: boolean;
}

export interface HostLogOptions {
  streams: Pick<Streams, 'open'>;
  host: string;
  sources: readonly LogSource[];
  range: LogRange;
  /** Whether a container is still there, as far as is known. */
  exists: (container: string) => boolean;
  emit: (line: LineUnderWay) => void;
  /** What was in the log at the start has been told, or cannot be told now: others need not wait for it. Called at least once. */
  told: () => void;
  changed: () => void;
}

/** What says nothing about the log itself: it goes on when the host is back. */
const passing: ReadonlySet<ErrorCode> = new Set(['link_lost', 'host_offline', 'engine_unreachable', 'timeout', 'interrupted', 'throttled']);

/** The logs of some containers of one host, over one stream after another: what a lost link interrupts goes on without gap or repeat. */
export class HostLog {
  readonly host: string;
  state: HostLogState = { phase: 'connecting' };
  readonly #options: HostLogOptions;
  readonly #backoff = new Backoff();
  #stream: MuxStream | undefined;
  /** The sources by their index on the stream. */
  #order: readonly LogSource[] = [];
  /** Sources whose history is still being told. */
  readonly #telling: Set<LogSource>;
  #opened = false;
  #isBack = true;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(options: HostLogOptions) {
    this.#options = options;
    this.host = options.host;
    this.#telling = new Set(options.sources);
  }

  open(): void {
    const { streams, host, sources, range } = this.#options;
    clearTimeout(this.#timer);
    this.#order = sources.filter(({ ended }) => !ended);
    if (this.#order.length === 0) {
      this.#end({ phase: 'ended' });
      return;
    }
    const resume = this.#order.map(({ position }) => position);
    const stream = streams.open({
      action: 'container.logs',
      host,
      containers: this.#order.map(({ container }) => container),
      args: this.#opened ? { ...range, ...this.#resumeRange(), resume } : range,
    });
    this.#opened = true;
    this.#stream = stream;
    const reader = new RecordReader(stream, (record, bytes) => this.#take(stream, record, bytes));
    stream.listen({
      data: (bytes) => this.#read(reader, bytes),
      // Whoever reads a log has nothing to say.
      end: () => stream.end(),
      close: (error) => {
        if (this.#stream === stream) this.#over(error);
      },
    });
  }

  /** The host may be back: no reason to wait any longer. */
  wake(): void {
    if (this.state.phase !== 'waiting') return;
    this.#backoff.reset();
    this.open();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#stream?.reset({ code: 'cancelled', message: 'The log was closed.' });
  }

  /**
   * Once all was told, a source without a line had none: everything is new then, not only the tail of it. With `tail: 0` nobody
   * knows what it had, and what it writes while the link is lost stays untold.
   */
  #resumeRange(): LogRange {
    return this.#telling.size === 0 && this.#options.range.tail !== 0 ? { tail: 'all' } : {};
  }

  #read(reader: RecordReader, bytes: Uint8Array): void {
    try {
      reader.push(bytes);
    } catch (error) {
      if (!(error instanceof BrokenFramesError || error instanceof SyntaxError)) throw error;
      this.#stream?.reset({ code: 'internal', message: 'The log is not in the form that is expected.' });
    }
  }

  #take(stream: MuxStream, record: LogRecord, bytes: number): void {
    const source = this.#order[record.source];
    if (source === undefined) throw new BrokenFramesError('A line of a container that was not asked for.');
    this.#arrived(source);
    const lines = record.output === OUTPUT.notice ? this.#noticed(source, record) : source.lines(record);
    const last = lines.length - 1;
    if (last < 0) stream.consumed(bytes);
    lines.forEach((line, at) => this.#emit(line, at === last ? bytes : 0, stream));
  }

  #noticed(source: LogSource, record: LogRecord): NewLine[] {
    const notice = readNotice(record);
    if (notice === undefined) return [];
    const lines = source.notice(notice);
    if (notice.type === 'live' || notice.type === 'ended') this.#toldBy(source);
    return lines;
  }

  #toldBy(source: LogSource): void {
    this.#telling.delete(source);
    if (this.#telling.size === 0) this.#options.told();
  }

  #emit(line: NewLine, bytes = 0, stream?: MuxStream): void {
    this.#options.emit({ line, bytes, stream, history: this.#telling.size > 0 });
  }

  /** The first that comes over a stream: the way is there. */
  #arrived(source: LogSource): void {
    if (this.state.phase === 'live') return;
    this.#backoff.reset();
    if (!this.#isBack) this.#emit(source.told('back', ''));
    this.#isBack = true;
    this.#set({ phase: 'live' });
  }

  #over(error: ErrorBody | null): void {
    this.#stream = undefined;
    if (this.#closed) return;
    if (error === null) {
      this.#end({ phase: 'ended' });
      return;
    }
    const problem = ProblemError.fromBody(error);
    if (error.code === 'not_found' && this.#leaveOutTheGone()) this.open();
    else if (passing.has(error.code)) this.#wait(problem);
    else this.#end({ phase: 'failed', problem });
  }

  /** One container that was removed keeps the others from being read. True: such were found. */
  #leaveOutTheGone(): boolean {
    const gone = this.#order.filter(({ container }) => !this.#options.exists(container));
    for (const source of gone) for (const line of source.notice({ type: 'ended' })) this.#emit(line);
    return gone.length > 0;
  }

  #wait(problem: ProblemError): void {
    const [first] = this.#order;
    if (this.#isBack && first !== undefined) this.#emit(first.told('lost', problem.message));
    this.#isBack = false;
    this.#timer = setTimeout(() => this.open(), this.#backoff.next());
    this.#set({ phase: 'waiting', problem });
    this.#options.told();
  }

  #end(state: HostLogState): void {
    this.#set(state);
    this.#options.told();
  }

  #set(state: HostLogState): void {
    this.state = state;
    this.#options.changed();
  }
}
