import { BadRequestError, CancelledError } from '@longshore/contract/errors';
import type { QueryOrder } from '@longshore/contract/sockets/agent';
import { agentActions } from '../actions.ts';
import { argumentsOf, known } from '../arguments.ts';
import { within } from '../engine/deadline.ts';
import type { LinkSession } from '../link/session.ts';
import type { QueryContext, QueryHandlers } from './handlers.ts';

/** How often a query that takes long says that it is still worked on, in milliseconds. */
const PROGRESS_MS = 5000;

/** Answers the server's questions, many at once. */
export class Queries {
  readonly #handlers: QueryHandlers;
  readonly #running = new Map<string, AbortController>();
  #session: LinkSession | undefined;

  constructor(handlers: QueryHandlers) {
    this.#handlers = handlers;
  }

  attach(session: LinkSession): void {
    this.#session = session;
  }

  /** Nobody waits any more. */
  detach(): void {
    this.#session = undefined;
    for (const id of [...this.#running.keys()]) this.cancel(id);
  }

  /** The answer. @throws CodedError */
  async run({ id, action, containers, args }: QueryOrder): Promise<unknown> {
    known(this.#handlers, action);
    const [container] = containers;
    if (container === undefined || containers.length > 1) throw new BadRequestError(`${action} is asked about one container.`);
    const handler = this.#handlers[action] as (context: QueryContext<unknown>) => Promise<unknown>;
    const checked = argumentsOf(action, args);
    const controller = new AbortController();
    this.#running.set(id, controller);
    const progress = setInterval(() => this.#session?.tell('query:progress', { id }), PROGRESS_MS);
    try {
      const limits = { deadline: agentActions[action].timeoutSeconds * 1000, signal: controller.signal };
      return await within(limits, (signal) => handler({ container, args: checked, signal }));
    } finally {
      clearInterval(progress);
      this.#running.delete(id);
    }
  }

  cancel(id: string): void {
    this.#running.get(id)?.abort(new CancelledError('The question was withdrawn.'));
  }
}
