import type { ErrorBody } from '@longshore/contract/errors';
import type { Operation } from '@longshore/contract/operations';
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
  readonly #options: FleetFeedOptions;
  /** Which question an answer belongs to. */
  #asked = 0;

  constructor(options: FleetFeedOptions) {
    this.#options = options;
    const { live, fleet } = options;
    live.socket.on('fleet:rows', (batches) => fleet.add(batches));
    live.socket.on('fleet:ready', () => fleet.complete());
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
      fleet.begin(answer.data.hosts, answer.data.rows);
      operations(answer.data.operations);
    });
  }

  /** What still comes of the former picture means nothing any more. */
  #forget(): void {
    this.#asked += 1;
    this.#options.fleet.abandon();
  }
}
