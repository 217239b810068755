import { CodedError } from '@longshore/contract/errors';
import type { LogOpen } from '@longshore/contract/logs';
import { BrokenFramesError, timeLength } from '@longshore/contract/streams/log-records';
import { EngineLostError, EngineNonsenseError } from '../../engine/errors.ts';
import type { EngineClient, Query } from '../../engine/client.ts';
import type { RawAnswer } from '../../engine/http10.ts';
import { engineTime, nanosOf } from '../../engine/times.ts';

import type { LogCursor } from './cursor.ts';
import { FrameCutter, type Cut } from './frame-cutter.ts';
import { logTimeNanos } from './log-time.ts';
import { TtyCutter } from './tty-cutter.ts';

/**
 * How much of the end of a log is looked at to go on where it was left: the engine finds the end of a long log at once, but
 * reads from its very beginning when asked for a time. Each is tried only when the one before was too short.
 */
const WINDOWS = [1000, 16_000, 256_000, 'all'] as const;

export interface PassOptions {
  container: string;
  source: number;
  tty: boolean;
  open: LogOpen;
  follow: boolean;
  cursor: LogCursor;
  /** What durations such as `10m` are counted back from; milliseconds since the epoch. */
  opened: number;
  /** Where an empty cursor begins when it is not the first reading; seconds.nanoseconds. */
  since: string | undefined;
  deliver: (records: Uint8Array) => void;
  /** A portion is delivered. */
  settle: () => void;
}

/** How a reading ended. */
export interface PassEnd {
  /** The engine's own words when it gave up in the midst of the log. */
  complaint: string | undefined;
  /** Delivers what is left without an end; only when it is certain that the engine did not die in the midst of it. */
  finish: () => void;
}

/** One reading of the log of one container, from its cursor on: to the end of the log, or of the container's run when it follows. */
export class LogPass {
  readonly #engine: EngineClient;
  readonly #options: PassOptions;
  #answer: RawAnswer | undefined;
  #paused = false;

  constructor(engine: EngineClient, options: PassOptions) {
    this.#engine = engine;
    this.#options = options;
  }

  pause(): void {
    this.#paused = true;
    this.#answer?.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#answer?.resume();
  }

  /** Resolves at the end. @throws CodedError when the engine refuses or dies, or what the signal is aborted with */
  async run(signal: AbortSignal): Promise<PassEnd> {
    const { cursor } = this.#options;
    if (cursor.empty) {
      const end = await this.#read(this.#firstQuery(), undefined, signal);
      if (end !== 'short') return end;
    }
    for (const window of WINDOWS) {
      const bound = cursor.bound ?? 0n;
      const query: Query = window === 'all' ? { tail: 'all', since: engineTime(bound) } : { tail: window };
      cursor.rewind();
      const end = await this.#read(query, window === 'all' ? undefined : bound, signal);
      if (end !== 'short') return end;
    }
    throw new Error('The last window is never too short.');
  }

  #firstQuery(): Query {
    const { open, since } = this.#options;
    if (since !== undefined) return { tail: 'all', since };
    return { tail: open.tail, since: this.#engineTime(open.since) };
  }

  /** Reads with one query. `short`: the first message is later than `from`, so there may be others before it. */
  async #read(range: Query, from: bigint | undefined, signal: AbortSignal): Promise<PassEnd | 'short'> {
    const { container, source, tty, cursor, deliver, settle } = this.#options;
    const over = new AbortController();
    const seen: { first: boolean; short: boolean; complaint: string | undefined } = { first: true, short: false, complaint: undefined };
    const cut: Cut = {
      accept: (output, chunk, at, length) => {
        if (seen.first && from !== undefined) seen.short = !reaches(chunk, at, from);
        seen.first = false;
        return !seen.short && cursor.accept(output, chunk, at, length);
      },
      deliver,
      complain: (text) => (seen.complaint = text),
    };
    const cutter = tty ? new TtyCutter(source, cut) : new FrameCutter(source, cut);
    const data = (bytes: Buffer) => {
      if (over.signal.aborted) return;
      try {
        cutter.push(bytes);
      } catch (error) {
        if (!(error instanceof BrokenFramesError)) throw error;
        over.abort(new EngineNonsenseError('a log in a form not understood'));
      }
      cursor.settle();
      if (seen.short) over.abort();
      else settle();
    };
    try {
      const path = `/containers/${container}/logs`;
      this.#answer = await this.#engine.raw(path, this.#query(range), AbortSignal.any([signal, over.signal]), data);
      if (this.#paused) this.#answer.pause();
      await this.#answer.closed;
    } catch (error) {
      if (!seen.short) throw over.signal.reason instanceof CodedError ? over.signal.reason : error;
    } finally {
      this.#answer = undefined;
    }
    if (seen.short) return 'short';
    // No answer ends in the midst of a frame, unless its writer died. (With a terminal nobody can tell.)
    if (!tty && cutter.pending > 0) throw new EngineLostError();
    const finish = () => {
      cutter.end();
      cursor.settle();
      settle();
    };
    return { complaint: seen.complaint, finish };
  }

  #query(range: Query): Query {
    const { open, follow } = this.#options;
    const { stdout, stderr } = open;
    return { ...range, follow, timestamps: true, stdout, stderr, until: this.#engineTime(open.until) };
  }

  #engineTime(asked: string | undefined): string | undefined {
    const nanos = asked === undefined ? undefined : logTimeNanos(asked, this.#options.opened);
    return nanos === undefined ? undefined : engineTime(nanos);
  }
}

/** Is this message at or before a time? */
function reaches(chunk: Uint8Array, at: number, bound: bigint): boolean {
  const payload = chunk.subarray(at);
  const time = nanosOf(Buffer.from(payload.subarray(0, timeLength(payload))).toString('latin1'));
  return time !== undefined && time <= bound;
}
