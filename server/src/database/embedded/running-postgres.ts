import { setTimeout as delay } from 'node:timers/promises';
import type { DatabaseServer } from '../database-server.ts';
import type { Postmaster } from './postmaster.ts';
import { isAlive } from '../../processes/alive.ts';

/** Milliseconds between looks at the process. It may not be our child, so nothing but looking tells that it ended. */
const LOOK = 500;
/** Milliseconds that a stop may take before the database is made to drop everything; nothing committed is lost either way. */
const STOP_TIMEOUT = 30_000;

/** A PostgreSQL of ours that answers: started by this process, or left behind by one that was killed. */
export class RunningPostgres implements DatabaseServer {
  readonly #watch: NodeJS.Timeout;
  readonly #listeners: ((reason: string) => void)[] = [];

  constructor(
    readonly url: string,
    private readonly postmaster: Postmaster,
    private readonly logFile: string,
  ) {
    this.#watch = setInterval(() => this.#look(), LOOK).unref();
  }

  onCrash(listener: (reason: string) => void): void {
    this.#listeners.push(listener);
  }

  async stop(): Promise<void> {
    clearInterval(this.#watch);
    // Docker's words for it: SIGINT is a fast shutdown, SIGQUIT an immediate one.
    this.#signal('SIGINT');
    const impatient = Date.now() + STOP_TIMEOUT;
    let dropped = false;
    while (isAlive(this.postmaster.pid)) {
      if (!dropped && Date.now() > impatient) {
        dropped = true;
        this.#signal('SIGQUIT');
      }
      await delay(20);
    }
  }

  #look(): void {
    if (isAlive(this.postmaster.pid)) return;
    clearInterval(this.#watch);
    for (const listener of this.#listeners) listener(`The embedded database ended by itself; its log is ${this.logFile}.`);
  }

  #signal(signal: NodeJS.Signals): void {
    if (isAlive(this.postmaster.pid)) process.kill(this.postmaster.pid, signal);
  }
}
