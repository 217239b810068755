import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { OperationStore } from './operation-store.ts';

const KEEP_DAYS = 90;
const KEEP_ROWS = 100_000;
const HOUR = 3_600_000;

/** Forgets operations that ended long ago. */
@Injectable()
export class OperationRetention implements OnModuleInit, OnModuleDestroy {
  readonly #logger = new Logger('Operations');
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly store: OperationStore) {}

  onModuleInit(): void {
    this.#timer = setInterval(() => {
      this.store
        .prune(KEEP_DAYS, KEEP_ROWS)
        .catch((err: unknown) => this.#logger.error({ err }, 'Old operations could not be removed; it is tried again in an hour'));
    }, HOUR);
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
  }
}
