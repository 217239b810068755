import type { ContainerTruth } from '@longshore/contract/containers';
import type { EngineHealth } from '../mirror/engine-health.ts';
import type { MirrorFeed } from '../mirror/feed.ts';
import type { Refresher } from '../mirror/refresher.ts';
import type { Log } from '../log.ts';

/** How long an engine that is away is waited for, in milliseconds. */
const PATIENCE_MS = 60_000;

/** Finds out what is so after an operation. */
export class TruthFinder {
  readonly #refresher: Refresher;
  readonly #health: EngineHealth;
  readonly #feed: MirrorFeed;
  readonly #log: Log;

  constructor(refresher: Refresher, health: EngineHealth, feed: MirrorFeed, log: Log) {
    this.#refresher = refresher;
    this.#health = health;
    this.#feed = feed;
    this.#log = log;
  }

  /**
   * The container as the engine has it now; undefined when the engine does not answer, for long when patient. It is in the mirror, and on
   * its way to the server, before this resolves: the list and the outcome never contradict each other.
   */
  async find(container: string, { patient }: { patient: boolean }): Promise<ContainerTruth | undefined> {
    const patience = AbortSignal.timeout(patient ? PATIENCE_MS : 0);
    for (;;) {
      try {
        const row = await this.#refresher.refresh(container);
        this.#feed.flush();
        return { container: row };
      } catch (error) {
        this.#log.debug({ err: error, container }, 'the container could not be read after an operation');
      }
      try {
        await this.#health.whenChanged(patience);
      } catch {
        // Out of patience: that nothing is known is the answer.
        return undefined;
      }
    }
  }
}
