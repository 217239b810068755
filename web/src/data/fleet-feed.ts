import type { ErrorBody } from '@longshore/contract/errors';
import type { Operation } from '@longshore/contract/operations';
import { shallowRef } from 'vue';
import type { Fleet } from './fleet.ts';
import type { Live } from './live.ts';

export interface FleetFeedOptions {
  live: Live;
  fleet: Fleet;
  /** The operations that the server knows to be under way, each time a picture begins. */
  operations: (operations: readonly Operation[]) => void;
  /** The server will not show the fleet. */
  refused: (error: ErrorBody) => void;
}

/** Keeps the replica as the server tells it: a picture after each connection and each reset, then changes for ever. */
export class FleetFeed {
  /** Rows of the picture that is being loaded; null when none is. */
  readonly progress = shallowRef<{ done: number; total: number } | null>(null);
  readonly #options: FleetFeedOptions;
  /** Which question an answer belongs to. */
  #asked = 0;

  constructor(options: FleetFeedOptions) {
    this.#options = options;
    const { live, fleet } = options;
    live.socket.on('fleet:rows', (batches) => {
      fleet.add(batches);
      this.#progress(batches.reduce((sum, { rows }) => sum + rows.length, 0));
    });
    live.socket.on('fleet:ready', () => {
      this.progress.value = null;
      fleet.complete();
    });
    live.socket.on('fleet:changes', (changes) => fleet.apply(changes));
    live.socket.on('fleet:reset', () => this.#watch());
    live.onUp(() => this.#watch());
    live.onDown(() => this.#forget());
  }

  #watch(): void {
    this.#forget();
    const { live, fleet, operations, refused } = this.#options;
    const asked = this.#asked;
    live.socket.emit('fleet:watch', {}, (answer) => {
      if (asked !== this.#asked) return;
      if (!answer.ok) {
        refused(answer.error);
        return;
      }
      this.progress.value = { done: 0, total: answer.data.rows };
      fleet.begin(answer.data.hosts);
      operations(answer.data.operations);
    });
  }

  /** What still comes of the former picture means nothing any more. */
  #forget(): void {
    this.#asked += 1;
    this.progress.value = null;
    this.#options.fleet.abandon();
  }

  #progress(rows: number): void {
    const progress = this.progress.value;
    if (progress !== null) this.progress.value = { ...progress, done: progress.done + rows };
  }
}
