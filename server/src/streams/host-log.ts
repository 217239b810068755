import { addAbortSignal } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { CodedError, NotFoundError } from '@longshore/contract/errors';
import type { LogOpen } from '@longshore/contract/logs';
import type { MuxDuplex } from '@longshore/contract/streams/node';
import type { FoundHost } from '../actions/resource-resolver.ts';
import type { HostDirectory } from '../hosts/host-directory.ts';
import type { Links } from '../link/links.ts';
import { LogPositions } from './log-positions.ts';
import { RecordCutter } from './record-cutter.ts';

/** Longest pause between two attempts to go on, in milliseconds. */
const MAX_PAUSE = 5000;

/** Ends of a stream that say nothing about the log: it goes on when the agent is back. */
const BRIDGED: ReadonlySet<string> = new Set(['link_lost', 'host_offline', 'timeout', 'interrupted']);

export interface HostLogOptions {
  host: FoundHost;
  /** How many containers: the sources of the records. */
  sources: number;
  args: LogOpen;
  signal: AbortSignal;
  /** Opens a stream to the agent of the host. */
  open: (args: LogOpen) => Promise<MuxDuplex>;
}

/**
 * The log of containers of one host. Yields complete records, one behind the other; whoever takes them may change them.
 * When it follows, a lost link only pauses it: it goes on where it was, without a line lost or repeated. Otherwise it throws what ended it,
 * so that an incomplete log is never taken for a whole one.
 */
export class HostLog implements AsyncIterable<Uint8Array> {
  readonly #options: HostLogOptions;
  readonly #links: Links;
  readonly #hosts: HostDirectory;
  readonly #positions: LogPositions;

  constructor(links: Links, hosts: HostDirectory, options: HostLogOptions) {
    this.#links = links;
    this.#hosts = hosts;
    this.#options = options;
    this.#positions = new LogPositions({ middle: options.args.tail !== 'all' || options.args.since !== undefined });
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    const { args, sources, open } = this.#options;
    let pause = 0;
    let begun = false;
    for (;;) {
      try {
        const stream = await open(begun ? { ...args, resume: this.#positions.all(sources) } : args);
        begun = true;
        for await (const records of this.#read(stream)) {
          pause = 0;
          yield records;
        }
        return;
      } catch (error) {
        if (!begun || !this.#isBridged(error)) throw error;
        await this.#untilLinked(pause);
        pause = Math.min(MAX_PAUSE, pause * 2 + 250);
      }
    }
  }

  async *#read(stream: MuxDuplex): AsyncGenerator<Uint8Array, void, undefined> {
    const cutter = new RecordCutter();
    for await (const chunk of addAbortSignal(this.#options.signal, stream) as AsyncIterable<Uint8Array>) {
      const records = cutter.push(chunk);
      if (records.length === 0) continue;
      if (this.#options.args.follow) this.#positions.note(records);
      yield records;
    }
    if (cutter.pending > 0) throw new CodedError('internal', `The log from host ${this.#options.host.name} ends in the middle of a line.`);
  }

  #isBridged(error: unknown): boolean {
    return this.#options.args.follow && !this.#options.signal.aborted && error instanceof CodedError && BRIDGED.has(error.code);
  }

  /** Waits for the pause, then for the agent. @throws NotFoundError when the host was removed, or the reason of an abort */
  async #untilLinked(pause: number): Promise<void> {
    const { host, signal } = this.#options;
    await sleep(pause, undefined, { signal });
    await new Promise<void>((resolve, reject) => {
      const done = (finish: () => void) => (): void => {
        this.#links.off('linked', linked);
        this.#hosts.off('removed', removed);
        signal.removeEventListener('abort', aborted);
        finish();
      };
      const linked = ({ hostId }: { hostId: string }): void => {
        if (hostId === host.id) done(resolve)();
      };
      const gone = new NotFoundError(`Host ${host.name} was removed.`);
      const removed = ({ id }: { id: string }): void => {
        if (id === host.id) done(() => reject(gone))();
      };
      const aborted = done(() => reject(new CodedError('cancelled', 'The reader left.')));
      this.#links.on('linked', linked);
      this.#hosts.on('removed', removed);
      signal.addEventListener('abort', aborted, { once: true });
      if (this.#links.has(host.id)) done(resolve)();
      else if (this.#hosts.byId(host.id) === undefined) done(() => reject(gone))();
    });
  }
}
