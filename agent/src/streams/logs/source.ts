import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { ContainerRow } from '@longshore/contract/containers';
import { CodedError, NotFoundError } from '@longshore/contract/errors';
import type { LogNotice, LogOpen, LogPosition } from '@longshore/contract/logs';
import { abortReason } from '../../engine/deadline.ts';
import type { Engine } from '../../engine/engine.ts';
import { EngineUnreachableError } from '../../engine/errors.ts';
import { engineTime } from '../../engine/times.ts';
import type { EngineHealth } from '../../mirror/engine-health.ts';
import type { Mirror } from '../../mirror/mirror.ts';
import type { Refresher } from '../../mirror/refresher.ts';
import { LogCursor } from './cursor.ts';
import { logTimeNanos } from './log-time.ts';
import { LogPass } from './pass.ts';

export interface LogEngine {
  engine: Engine;
  mirror: Mirror;
  refresher: Refresher;
  health: EngineHealth;
}

/** Where the lines of sources go. */
export interface LogOutput {
  deliver: (source: number, records: Uint8Array) => void;
  /** A portion is delivered. */
  settle: () => void;
  notice: (source: number, notice: LogNotice) => void;
}

export interface LogSourceOptions {
  container: string;
  /** Index among the sources of the stream. */
  index: number;
  open: LogOpen;
  position: LogPosition | null;
}

/** Milliseconds: between two tries with an engine that is away, after a refusal, and at least between two readings. */
const AWAY_MS = 250;
const REFUSED_MS = 1000;
const PACE_MS = 250;
/** A reading that is not to be followed waits no longer for an engine that is away. */
const PATIENCE_MS = 30_000;
/** Refusals in a row after which a followed container is given up. */
const REFUSALS = 3;
/** Readings in a row that an engine, back each time, broke off before anything new came. */
const FRUITLESS = 10;

const runs = (row: ContainerRow) => row.state === 'running' || row.state === 'paused';

/** The log of one container, from where it was asked for: once to its end, and then as it grows, through restarts of container and engine. */
export class LogSource {
  readonly #parts: LogEngine;
  readonly #options: LogSourceOptions;
  readonly #output: LogOutput;
  readonly #cursor: LogCursor;
  readonly #opened = Date.now();
  #row: ContainerRow | null = null;
  #pass: LogPass | undefined;
  #paused = false;
  #first = true;

  constructor(parts: LogEngine, options: LogSourceOptions, output: LogOutput) {
    this.#parts = parts;
    this.#options = options;
    this.#output = output;
    this.#cursor = new LogCursor(options.position);
  }

  get index(): number {
    return this.#options.index;
  }

  /** Nothing is read while it is paused, so that the engine stops writing. */
  set paused(paused: boolean) {
    if (paused === this.#paused) return;
    this.#paused = paused;
    if (paused) this.#pass?.pause();
    else this.#pass?.resume();
  }

  /** Tells what is in the log now. @throws CodedError when the engine refuses */
  async history(signal: AbortSignal): Promise<void> {
    this.#row = await this.#look(signal);
    if (this.#row === null) throw new NotFoundError(`No such container: ${this.#options.container}`);
    // `tail=0` asks for nothing of it, but for all that a container which does not run writes when it starts.
    if (this.#options.open.tail === 0 && this.#cursor.empty && this.#options.open.follow) {
      this.#first = runs(this.#row);
      return;
    }
    const { row, complaint } = await this.#read(this.#row, false, signal);
    if (complaint !== undefined) this.#notice('error', complaint);
    if (row === null) this.#row = null;
  }

  /** Tells what comes, until the container is removed. Call it after `history`. */
  async follow(signal: AbortSignal): Promise<void> {
    let refusals = 0;
    while (this.#row !== null && !this.#pastUntil()) {
      if (!runs(this.#row)) {
        this.#row = await this.#started(this.#row, signal);
        if (this.#row === null) break;
        this.#notice('started');
      }
      const begun = performance.now();
      try {
        const { row, complaint } = await this.#read(this.#row, true, signal);
        if (complaint !== undefined) throw new CodedError('engine_error', complaint);
        refusals = 0;
        await this.#turn(this.#row, row, signal);
      } catch (error) {
        refusals += 1;
        if (signal.aborted || !(error instanceof CodedError) || refusals === REFUSALS) throw error;
        this.#notice('error', error.message);
        await delay(REFUSED_MS, undefined, { signal });
      }
      await delay(Math.max(0, PACE_MS - (performance.now() - begun)), undefined, { signal });
    }
  }

  /** The engine ended its answer: the container stopped, started again, or is gone. */
  async #turn(before: ContainerRow, now: ContainerRow | null, signal: AbortSignal): Promise<void> {
    this.#row = now;
    if (now === null || (runs(now) && now.started === before.started)) return;
    // Old engines may end a followed log before its very last lines.
    if (!runs(now)) await this.#read(now, false, signal);
    this.#notice('stopped');
    if (runs(now)) this.#notice('started');
  }

  /** Reads from the cursor on, again until the engine lived through it. */
  async #read(
    row: ContainerRow,
    follow: boolean,
    signal: AbortSignal,
  ): Promise<{ row: ContainerRow | null; complaint: string | undefined }> {
    for (let failures = 0; ; failures += 1) {
      const away = new AbortController();
      const delivered = this.#cursor.delivered;
      const watch = () => {
        if (!this.#parts.health.ok) away.abort(new EngineUnreachableError('The engine does not answer.', ''));
      };
      this.#parts.health.on('change', watch);
      try {
        const end = await this.#open(row, follow).run(AbortSignal.any([signal, away.signal]));
        // An engine that dies ends its answers as one that has told everything: one that does not answer now has told too little.
        const now = await this.#parts.refresher.refresh(this.#options.container);
        end.finish();
        this.#first = false;
        return { row: now, complaint: end.complaint };
      } catch (error) {
        if (signal.aborted) throw abortReason(signal);
        if (isGone(error)) return { row: null, complaint: undefined };
        if (this.#cursor.delivered > delivered) failures = 0;
        if (!isAway(error) || failures === FRUITLESS) throw error;
        await this.#back(signal, error);
      } finally {
        this.#parts.health.off('change', watch);
        this.#pass = undefined;
      }
    }
  }

  #open(row: ContainerRow, follow: boolean): LogPass {
    const { container, index, open } = this.#options;
    // A first reading that delivered nothing was not wrong: what is new was written since the stream was opened.
    const since = this.#first ? undefined : engineTime(BigInt(this.#opened) * 1_000_000n);
    if (open.tail === 0) this.#first = false;
    this.#pass = new LogPass(this.#parts.engine.client, {
      container,
      source: index,
      tty: row.tty,
      open,
      follow,
      cursor: this.#cursor,
      opened: this.#opened,
      since,
      deliver: (records) => this.#output.deliver(index, records),
      settle: this.#output.settle,
    });
    if (this.#paused) this.#pass.pause();
    return this.#pass;
  }

  /** The container as it is now, however long the engine is away. */
  async #look(signal: AbortSignal): Promise<ContainerRow | null> {
    for (;;) {
      try {
        return await this.#parts.refresher.refresh(this.#options.container);
      } catch (error) {
        if (!isAway(error)) throw error;
        await this.#back(signal, error);
      }
    }
  }

  async #back(signal: AbortSignal, error: unknown): Promise<void> {
    const patience = this.#options.open.follow ? signal : AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
    try {
      await delay(AWAY_MS, undefined, { signal: patience });
      await this.#parts.health.whenOk(patience);
    } catch {
      // Aborted: by whoever reads, or out of patience.
      throw signal.aborted ? abortReason(signal) : error;
    }
  }

  /** Waits until a stopped container started again, if only for a moment; null when it is removed. */
  async #started(stopped: ContainerRow, signal: AbortSignal): Promise<ContainerRow | null> {
    const { mirror } = this.#parts;
    for (;;) {
      const row = mirror.row(stopped.id);
      if (row === undefined) return null;
      if (runs(row) || row.started !== stopped.started) return row;
      await once(mirror, 'change', { signal });
    }
  }

  #pastUntil(): boolean {
    const { until } = this.#options.open;
    const nanos = until === undefined ? undefined : logTimeNanos(until, this.#opened);
    return nanos !== undefined && nanos <= BigInt(Date.now()) * 1_000_000n;
  }

  #notice(type: LogNotice['type'], message?: string): void {
    this.#output.notice(this.#options.index, message === undefined ? { type } : { type, message });
  }
}

const isGone = (error: unknown) => error instanceof CodedError && error.code === 'not_found';
const isAway = (error: unknown) => error instanceof CodedError && (error.code === 'engine_unreachable' || error.code === 'timeout');
