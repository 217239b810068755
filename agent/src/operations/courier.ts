import { setTimeout as delay } from 'node:timers/promises';
import { LinkLostError } from '@longshore/contract/errors';
import type { OperationOutcome } from '@longshore/contract/operations';
import type { OperationFact } from '@longshore/contract/sockets/agent';
import type { LinkSession } from '../link/session.ts';
import type { Log } from '../log.ts';

/** Before what the server did not acknowledge is told again, in milliseconds. */
const RETRY_MS = 5000;

/** Brings the server what it must not miss: again and again, until it says that it has it. */
export class Courier {
  readonly #log: Log;
  #session: LinkSession | undefined;

  constructor(log: Log) {
    this.#log = log;
  }

  attach(session: LinkSession): void {
    this.#session = session;
  }

  detach(): void {
    this.#session = undefined;
  }

  /** True when the server has it; false when the link is gone, or the server refused it: then the next link tries again. */
  outcome(outcome: OperationOutcome): Promise<boolean> {
    return this.#deliver((session) => session.ask('operation:outcome', outcome), { operation: outcome.id });
  }

  facts(facts: OperationFact[]): Promise<boolean> {
    return this.#deliver((session) => session.ask('operation:facts', { facts }), { facts: facts.length });
  }

  progress(id: string, phase: string): void {
    this.#session?.tell('operation:progress', { id, progress: { phase } });
  }

  async #deliver(tell: (session: LinkSession) => Promise<void>, about: object): Promise<boolean> {
    const session = this.#session;
    while (session !== undefined && this.#session === session) {
      try {
        await tell(session);
        return true;
      } catch (error) {
        if (!(error instanceof LinkLostError)) {
          this.#log.error({ err: error, ...about }, 'the server refused what it has to know of an operation');
          return false;
        }
        this.#log.debug({ err: error, ...about }, 'the server did not acknowledge');
        await delay(RETRY_MS);
      }
    }
    return false;
  }
}
