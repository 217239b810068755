import { Injectable, Logger } from '@nestjs/common';
import type { OperationOutcome, OperationProgress } from '@longshore/contract/operations';
import type { OperationFact } from '@longshore/contract/sockets/agent';
import type { Link } from '../link/link.ts';
import { storable } from '../link/storable.ts';
import { OpenOperations } from './open-operations.ts';
import { OperationEnds } from './operation-ends.ts';
import { OperationStore } from './operation-store.ts';
import type { OperationEntity } from './operation.entity.ts';

/** What agents say of the operations they were given. An agent speaks for those of its own host only. */
@Injectable()
export class OperationReports {
  readonly #logger = new Logger('Operations');

  constructor(
    private readonly open: OpenOperations,
    private readonly ends: OperationEnds,
    private readonly store: OperationStore,
  ) {}

  progress(hostId: string, id: string, progress: OperationProgress): void {
    const entity = this.#find(hostId, id);
    if (entity === undefined) return;
    entity.progress = storable(progress);
    this.open.emit('changed', entity);
  }

  /** Fulfilled when it is stored, which is what the agent waits for before it forgets. One that is unknown here is done with. */
  async outcome(hostId: string, outcome: OperationOutcome): Promise<void> {
    const entity = this.#find(hostId, outcome.id);
    if (entity === undefined) return;
    const { state, result, error, truth } = storable(outcome);
    const startedAt = within(entity.createdAt, outcome.startedAt);
    await this.ends.end(entity, {
      state,
      result: result ?? null,
      error,
      truth: truth ?? null,
      progress: entity.progress,
      startedAt,
      endedAt: within(startedAt, outcome.endedAt),
    });
  }

  /** The agent's answers for what it was asked about when it linked. */
  async facts(link: Link, facts: readonly OperationFact[]): Promise<void> {
    for (const fact of facts) {
      const entity = this.#find(link.hostId, fact.id);
      if (entity !== undefined) await this.#settle(link, entity, fact);
      if (link.asked.delete(fact.id) && entity !== undefined) this.open.emit('changed', entity);
    }
  }

  async #settle(link: Link, entity: OperationEntity, fact: OperationFact): Promise<void> {
    if (fact.state === 'ended') {
      await this.outcome(link.hostId, fact.outcome);
    } else if (fact.state === 'running') {
      await this.setRunning(entity);
      // Whoever asked to cancel may have been heard by nobody.
      if (entity.cancelRequested) this.sendCancel(link, entity);
    } else if (link.asked.has(entity.id)) {
      await this.ends.conclude(entity, 'interrupted', {
        code: 'interrupted',
        message: `The order never reached the agent of host ${entity.hostName}; nothing was changed.`,
        hint: 'Ask for it again.',
      });
    }
  }

  /** The agent has taken it on. */
  async setRunning(entity: OperationEntity): Promise<void> {
    if (entity.state !== 'pending') return;
    entity.state = 'running';
    entity.startedAt = new Date();
    this.open.emit('changed', entity);
    await this.store.setRunning(entity.id, entity.startedAt);
  }

  sendCancel(link: Link, { id }: OperationEntity): void {
    link
      .request('operation:cancel', { id }, 30_000)
      .catch((err: unknown) => this.#logger.warn({ err, operation: id }, 'A request to cancel was not taken by the agent'));
  }

  #find(hostId: string, id: string): OperationEntity | undefined {
    const entity = this.open.get(id);
    if (entity === undefined || entity.hostId === hostId) return entity;
    this.#logger.warn({ host: hostId, operation: id }, 'An agent spoke of an operation of another host');
    return undefined;
  }
}

/** A time by the agent's clock, which may be wrong: never before the given one, never in the future. */
function within(earliest: Date, milliseconds: number): Date {
  return new Date(Math.min(Math.max(milliseconds, earliest.getTime()), Date.now()));
}
