import { MAX_LOG_SOURCES } from '@longshore/contract/streams/log-records';
import { LogMerge } from '@longshore/contract/streams/merge';
import type { MuxStream } from '@longshore/contract/streams/mux';
import { type ShallowRef, shallowRef, triggerRef } from 'vue';
import { type Fleet, useFleet } from './fleet.ts';
import { FrameTask } from './frame.ts';
import { HostLog, type HostLogState, type LineUnderWay, type LogRange } from './log-host.ts';
import { LineRing } from './log-lines.ts';
import { LogSource, type NewLine } from './log-source.ts';
import { type Streams, useStreams } from './streams.ts';

/** A container by the ids of its host and itself. */
export interface LogTarget {
  readonly host: string;
  readonly container: string;
}

export interface LogSessionOptions {
  streams: Pick<Streams, 'open'>;
  fleet: Pick<Fleet, 'subscribeHosts' | 'container' | 'ready'>;
  targets: readonly LogTarget[];
  range: LogRange;
  /** Lines that are kept; see MAX_LINES. */
  capacity?: number;
}

/** Lines taken over in one frame, lest a flood of them freeze the page. */
const MAX_PER_FRAME = 20_000;

/**
 * How long a line waits for an earlier one of another container, in milliseconds: what an engine, an agent and a link may be late
 * by, and hardly felt by who reads along.
 */
const MERGE_MS = 400;

/** What comes later than this, in milliseconds, was kept back by a lost link: it stands behind the notice of it. */
const LATE_MS = 10_000;

/** Where a session stands with one host. */
export interface LogHostView {
  readonly host: string;
  readonly state: HostLogState;
}

/**
 * The logs of any containers of any hosts as one, in time order: one stream per host, each going on by itself after a lost link.
 * What is read of `lines` and `hosts` in a template or computed value is followed, once per animation frame. Agents send only as much as
 * was taken: a session that is paused holds at most a megabyte per host.
 */
export class LogSession {
  readonly targets: readonly LogTarget[];
  /** See `pause`. */
  readonly paused = shallowRef(false);
  /** Lines that came and were not taken, while paused. */
  readonly held = shallowRef(0);
  readonly #lines: ShallowRef<LineRing>;
  readonly #hosts = shallowRef<readonly LogHostView[]>([]);
  readonly #logs: readonly HostLog[];
  readonly #merge: LogMerge<LineUnderWay> | undefined;
  /** In order; taken from `#next` on. */
  #arrived: LineUnderWay[] = [];
  #next = 0;
  /** The newest time that any line came with. */
  #latest = '';
  /** The newest time that is shown. */
  #shown = '';
  #ids = 0;
  readonly #task = new FrameTask(() => this.#takeOver());
  readonly #stop: () => void;

  constructor({ streams, fleet, targets, range, capacity }: LogSessionOptions) {
    this.targets = targets;
    this.#lines = shallowRef(new LineRing(capacity));
    const middle = (range.tail ?? 'all') !== 'all' || range.since !== undefined;
    this.#logs = partsOf(targets).map(
      ({ host, containers }, part) =>
        new HostLog({
          streams,
          host,
          range,
          sources: containers.map(({ container, index }) => new LogSource(index, container, middle)),
          exists: (container) => !fleet.ready.value || fleet.container(host, container) !== undefined,
          emit: (line) => this.#emit(part, line),
          told: () => this.#merge?.live(part),
          changed: () => this.#task.ask(),
        }),
    );
    if (targets.length > 1) this.#merge = this.#merging();
    this.#stop = fleet.subscribeHosts(({ id, online }) => {
      if (online) for (const log of this.#logs) if (log.host === id) log.wake();
    });
    for (const log of this.#logs) log.open();
    this.#showHosts();
  }

  /** The newest lines. The same object always: read it where a change of it is to be followed. */
  get lines(): LineRing {
    return this.#lines.value;
  }

  /** Where it stands with each host. */
  get hosts(): readonly LogHostView[] {
    return this.#hosts.value;
  }

  /** While paused no line is taken, so that soon none is sent. */
  pause(paused: boolean): void {
    this.paused.value = paused;
    this.#task.ask();
  }

  /** Forgets the lines that are shown; those that come are numbered on. */
  clear(): void {
    this.lines.clear();
    triggerRef(this.#lines);
  }

  /** Ends it; what was taken can still be read. */
  close(): void {
    this.#stop();
    for (const log of this.#logs) log.close();
    this.#merge?.stop();
    this.#task.cancel();
    this.#arrived = [];
  }

  /** Sources of it are the histories of the parts, each in time order, and behind them the containers with what they write. */
  #merging(): LogMerge<LineUnderWay> {
    const sources = this.#logs.length + this.targets.length;
    const merge = new LogMerge<LineUnderWay>({ sources, windowMs: MERGE_MS, emit: (line) => this.#arrive(line) });
    for (let source = this.#logs.length; source < sources; source += 1) merge.live(source);
    return merge;
  }

  #emit(part: number, line: LineUnderWay): void {
    // Its answer, whether that source should pause, is not needed: lines that are not taken give no credit.
    if (this.#merge === undefined) this.#arrive(line);
    else this.#merge.push(line.history ? part : this.#logs.length + line.line.source, this.#timeOf(line), line);
  }

  /** What has no time, such as a notice about a silent container, belongs where it came. */
  #timeOf({ line: { time } }: LineUnderWay): string {
    if (time > this.#latest) this.#latest = time;
    return time === '' ? this.#latest : time;
  }

  #arrive(line: LineUnderWay): void {
    this.#arrived.push(line);
    this.#task.ask();
  }

  #takeOver(): void {
    this.#showHosts();
    if (!this.paused.value && this.#next < this.#arrived.length) this.#take();
    this.held.value = this.paused.value ? this.#arrived.length - this.#next : 0;
  }

  #take(): void {
    const end = Math.min(this.#arrived.length, this.#next + MAX_PER_FRAME);
    const used = new Map<MuxStream, number>();
    for (const { line, bytes, stream } of this.#arrived.slice(this.#next, end)) {
      this.#add(line);
      if (stream !== undefined) used.set(stream, (used.get(stream) ?? 0) + bytes);
    }
    if (end === this.#arrived.length) {
      this.#arrived = [];
      this.#next = 0;
    } else {
      this.#next = end;
      this.#task.ask();
    }
    triggerRef(this.#lines);
    for (const [stream, bytes] of used) stream.consumed(bytes);
  }

  /** A line that was held up for longer than the others wait is put in its place all the same. */
  #add(line: NewLine): void {
    const late = this.#merge !== undefined && line.notice === undefined && line.time !== '' && line.time < this.#shown;
    if (late && Date.parse(this.#shown) - Date.parse(line.time) <= LATE_MS) {
      // What one container wrote stays in the order in which it came.
      this.lines.insert(line, (other) => other.source !== line.source && (other.notice === undefined ? other.time > line.time : undefined));
    } else this.lines.push({ id: this.#ids, ...line });
    this.#ids += 1;
    if (line.time > this.#shown) this.#shown = line.time;
  }

  #showHosts(): void {
    const shown = this.#hosts.value;
    if (shown.length === this.#logs.length && this.#logs.every(({ state }, at) => shown[at]?.state === state)) return;
    this.#hosts.value = this.#logs.map(({ host, state }) => ({ host, state }));
  }
}

/** The targets host by host, as many as one stream takes. */
function partsOf(targets: readonly LogTarget[]): { host: string; containers: { container: string; index: number }[] }[] {
  const parts: ReturnType<typeof partsOf> = [];
  for (const [index, { host, container }] of targets.entries()) {
    let part = parts.findLast((one) => one.host === host);
    if (part === undefined || part.containers.length === MAX_LOG_SOURCES) parts.push((part = { host, containers: [] }));
    part.containers.push({ container, index });
  }
  return parts;
}

/** How logs are opened from setup; the session lives until it is closed, also when the component is gone. */
export function useLogs(): (targets: readonly LogTarget[], range: LogRange) => LogSession {
  const [streams, fleet] = [useStreams(), useFleet()];
  return (targets, range) => new LogSession({ streams, fleet, targets, range });
}
