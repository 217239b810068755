import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { ErrorBody } from '@longshore/contract/errors';
import { OpenOperations } from './open-operations.ts';
import { OperationStore, type OperationEnd } from './operation-store.ts';
import type { OperationEntity } from './operation.entity.ts';

/** The one way an operation ends: stored first, and only then told. */
@Injectable()
export class OperationEnds implements OnModuleDestroy {
  readonly #waiting = new Map<string, Set<() => void>>();

  constructor(
    private readonly store: OperationStore,
    private readonly open: OpenOperations,
  ) {}

  /** Whoever waits is told how far it is: the end comes to the next server. */
  onModuleDestroy(): void {
    for (const waiting of [...this.#waiting.values()]) for (const wake of [...waiting]) wake();
  }

  /** Rejects when it could not be stored: then nothing has happened. An operation that has ended before stays as it is. */
  async end(entity: OperationEntity, end: OperationEnd): Promise<void> {
    const first = await this.store.end(entity.id, end);
    if (!first) return;
    Object.assign(entity, end);
    this.open.remove(entity);
    for (const wake of [...(this.#waiting.get(entity.id) ?? [])]) wake();
  }

  /** Ends it by what the server knows itself. */
  conclude(entity: OperationEntity, state: 'failed' | 'interrupted', error: ErrorBody): Promise<void> {
    const { progress, startedAt } = entity;
    return this.end(entity, { state, error, progress, startedAt, result: null, truth: null, endedAt: new Date() });
  }

  /** Resolves when the operation has ended, the time is over, or nobody waits any more. */
  wait(id: string, seconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (this.open.get(id) === undefined || seconds === 0 || signal.aborted) {
        resolve();
        return;
      }
      const waiting = this.#waiting.get(id) ?? new Set();
      this.#waiting.set(id, waiting);
      const wake = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        waiting.delete(wake);
        if (waiting.size === 0) this.#waiting.delete(id);
        resolve();
      };
      const timer = setTimeout(wake, seconds * 1000);
      signal.addEventListener('abort', wake, { once: true });
      waiting.add(wake);
    });
  }
}
