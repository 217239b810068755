import { setTimeout as delay } from 'node:timers/promises';
import { BadRequestError, CancelledError, CodedError, ConflictError, NotFoundError } from '@longshore/contract/errors';
import type { OperationOrder, OperationOutcome } from '@longshore/contract/operations';
import type { OperationFact } from '@longshore/contract/sockets/agent';
import pLimit from 'p-limit';
import { agentActions } from '../actions.ts';
import { argumentsOf, known } from '../arguments.ts';
import { within } from '../engine/deadline.ts';
import type { LinkSession } from '../link/session.ts';
import type { Log } from '../log.ts';
import type { Courier } from './courier.ts';
import { crashed, endingOf, success, type Ending } from './ending.ts';
import type { OperationContext, OperationHandlers } from './handlers.ts';
import type { Journal, JournalEntry } from './journal.ts';
import { KeyedLock } from './keyed-lock.ts';
import type { TruthFinder } from './truth.ts';

/** Operations under way at once; each is one request to the engine. */
const CONCURRENCY = 64;

export interface OperationsParts {
  handlers: OperationHandlers;
  journal: Journal;
  courier: Courier;
  truth: TruthFinder;
  log: Log;
}

interface Running {
  controller: AbortController;
  begun: boolean;
  cancelled: boolean;
}

/** Runs the server's orders: each at most once, one at a time on each container, and tells how they ended until that is heard. */
export class Operations {
  readonly #parts: OperationsParts;
  readonly #entries = new Map<string, JournalEntry>();
  readonly #running = new Map<string, Running>();
  readonly #locks = new KeyedLock();
  readonly #limit = pLimit(CONCURRENCY);
  #closing = false;

  constructor(parts: OperationsParts) {
    this.#parts = parts;
  }

  /** Reads the journal; what was under way when the agent ended is interrupted, with the truth beside it. */
  async recover(): Promise<void> {
    for (const entry of await this.#parts.journal.load()) {
      this.#entries.set(entry.order.id, entry);
      if (entry.state === 'ended') continue;
      const startedAt = entry.state === 'running' ? entry.startedAt : Date.now();
      this.#parts.log.warn(
        { operation: entry.order.id, action: entry.order.action },
        'an operation was interrupted by the end of the agent',
      );
      void this.#end(entry.order, startedAt, crashed(entry.state === 'running'));
    }
  }

  /** Tells a server what it wants to know of operations it has not seen end, and how the others ended. */
  async attach(session: LinkSession, unended: readonly string[]): Promise<void> {
    this.#parts.courier.attach(session);
    if (unended.length > 0) await this.#parts.courier.facts(await Promise.all(unended.map((id) => this.#fact(id))));
    for (const entry of [...this.#entries.values()]) if (entry.state === 'ended') void this.#deliver(entry.outcome);
  }

  detach(): void {
    this.#parts.courier.detach();
  }

  /** Takes an order; resolves when it is in the journal. An order that came before is not taken again. @throws CodedError */
  async run(order: OperationOrder): Promise<void> {
    if (this.#closing) throw new ConflictError('The agent is ending.', { hint: 'Try again when it is back.' });
    const { handlers } = this.#parts;
    const { action } = order;
    known(handlers, action);
    const args = argumentsOf(action, order.args);
    if (order.target.kind !== 'container') throw new BadRequestError(`${action} is done to a container.`);
    const recalled = await this.#parts.journal.recall(order.id);
    // From this look to the entry nothing else runs, so that of two equal orders one finds the other.
    if (recalled !== undefined || this.#entries.has(order.id)) return;
    try {
      await this.#write({ state: 'accepted', order });
    } catch (error) {
      this.#entries.delete(order.id);
      throw error;
    }
    const handler = handlers[action] as (context: OperationContext<unknown>) => Promise<void>;
    void this.#execute(order, (context) => handler({ ...context, args }));
  }

  /** @throws NotFoundError, or ConflictError when it is too late */
  cancel(id: string): void {
    const running = this.#running.get(id);
    const entry = this.#entries.get(id);
    if (entry === undefined) throw new NotFoundError('The agent knows no such operation.');
    if (running === undefined) throw new ConflictError('It has ended.');
    known(this.#parts.handlers, entry.order.action);
    if (running.begun && !agentActions[entry.order.action].cancellable) throw new ConflictError('It can no longer be cancelled.');
    running.cancelled = true;
    running.controller.abort(new CancelledError());
  }

  /** Takes no more orders, and waits a while for those under way. What does not end in time is interrupted at the next start. */
  async close(patienceMs: number): Promise<void> {
    this.#closing = true;
    const deadline = Date.now() + patienceMs;
    while (this.#running.size > 0 && Date.now() < deadline) await delay(50);
  }

  async #execute(order: OperationOrder, work: (context: Omit<OperationContext<unknown>, 'args'>) => Promise<void>): Promise<void> {
    const running: Running = { controller: new AbortController(), begun: false, cancelled: false };
    const { signal } = running.controller;
    const progress = (phase: string) => this.#parts.courier.progress(order.id, phase);
    this.#running.set(order.id, running);
    let startedAt = Date.now();
    let ending = success;
    let release: (() => void) | undefined;
    try {
      if (this.#locks.held(order.target.id)) progress('waiting for another operation on the same container');
      release = await this.#locks.acquire(order.target.id, signal);
      await this.#limit(async () => {
        if (signal.aborted) throw new CancelledError();
        startedAt = Date.now();
        // Without this on the disk a crash would be told as "nothing was changed".
        await this.#write({ state: 'running', order, startedAt });
        running.begun = true;
        const limits = { deadline: order.timeoutSeconds * 1000, signal };
        await within(limits, (bound) => work({ container: order.target.id, signal: bound, progress }));
      });
    } catch (error) {
      ending = endingOf(error, running);
      if (!(error instanceof CodedError))
        this.#parts.log.error({ err: error, operation: order.id }, 'an operation failed by a fault of the agent');
    }
    await this.#end(order, startedAt, ending);
    this.#running.delete(order.id);
    release?.();
  }

  /** The lock of the container is still held: what is found to be true is the doing of this operation, not of the next. */
  async #end(order: OperationOrder, startedAt: number, { state, error, untouched = false }: Ending): Promise<void> {
    const truth = await this.#parts.truth.find(order.target.id, { patient: !untouched });
    const succeeded = state === 'succeeded';
    const outcome: OperationOutcome = {
      id: order.id,
      state,
      result: succeeded ? (truth ?? null) : null,
      error,
      truth: succeeded ? null : (truth ?? null),
      startedAt,
      endedAt: Date.now(),
    };
    const { action, target } = order;
    this.#parts.log.info({ operation: order.id, action, container: target.name, state, reason: error?.message }, 'operation ended');
    try {
      await this.#write({ state: 'ended', order, outcome });
    } catch (failure) {
      // The outcome in memory still reaches the server; after a crash before that, it is told as an interruption.
      this.#parts.log.error({ err: failure, operation: order.id }, 'the outcome of an operation could not be written down');
    }
    void this.#deliver(outcome);
  }

  /** @throws CodedError when the disk does not take it */
  async #write(entry: JournalEntry): Promise<void> {
    this.#entries.set(entry.order.id, entry);
    try {
      await this.#parts.journal.write(entry);
    } catch (error) {
      throw new CodedError('internal', `The agent could not write its journal: ${error instanceof Error ? error.message : String(error)}.`);
    }
  }

  async #deliver(outcome: OperationOutcome): Promise<void> {
    if (!(await this.#parts.courier.outcome(outcome)) || !this.#entries.delete(outcome.id)) return;
    try {
      await this.#parts.journal.acknowledge(outcome.id);
    } catch (error) {
      this.#parts.log.error({ err: error, operation: outcome.id }, 'the journal could not be written');
    }
  }

  async #fact(id: string): Promise<OperationFact> {
    const entry = this.#entries.get(id) ?? (await this.#parts.journal.recall(id));
    if (entry === undefined) return { id, state: 'unknown' };
    return entry.state === 'ended' ? { id, state: 'ended', outcome: entry.outcome } : { id, state: 'running' };
  }
}
