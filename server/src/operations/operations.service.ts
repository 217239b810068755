import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { CodedError, HostOfflineError, InvalidError } from '@longshore/contract/errors';
import type { ActionCall } from '../actions/action-call.ts';
import { HostDirectory } from '../hosts/host-directory.ts';
import { LinkRefusedError } from '../link/link-refused.ts';
import type { Link } from '../link/link.ts';
import { Links } from '../link/links.ts';
import { Turns } from '../link/turns.ts';
import { OpenOperations } from './open-operations.ts';
import { digestOf, operationOf } from './operation-ask.ts';
import { OperationEnds } from './operation-ends.ts';
import { OperationReports } from './operation-reports.ts';
import { OperationStore } from './operation-store.ts';
import type { OperationEntity } from './operation.entity.ts';
import { orderTimeout } from './order-timeout.ts';

/** Milliseconds for an agent to write an order into its journal and say so. */
const TAKE_WITHIN = 30_000;

/**
 * Starts operations. The order of things is what makes each run at most once and none get lost: the operation is stored; then, in one
 * breath, it becomes open and is sent; it ends when the agent's outcome is stored. Whatever dies in between, what is open in the database is
 * asked for when the agent links (see OperationReports.facts).
 */
@Injectable()
export class OperationsService implements OnModuleInit {
  readonly #logger = new Logger('Operations');
  readonly #turns = new Turns();

  constructor(
    private readonly store: OperationStore,
    private readonly open: OpenOperations,
    private readonly ends: OperationEnds,
    private readonly reports: OperationReports,
    private readonly links: Links,
    private readonly hosts: HostDirectory,
  ) {}

  onModuleInit(): void {
    this.hosts.on('removed', (host) => this.#giveUp(host.id, `Host ${host.name} was removed before its agent said how this ended.`));
    this.hosts.on('changed', (host) => {
      if (host.revoked) this.#giveUp(host.id, `Host ${host.name} was revoked before its agent said how this ended.`);
    });
  }

  /**
   * Stores and sends the operation that a call asks for; a repeat with the same idempotency key gives the first one.
   * @throws HostOfflineError: nothing is stored, InvalidError when the key was used for something else
   */
  start(call: ActionCall, idempotencyKey: string | undefined): Promise<OperationEntity> {
    const entity = operationOf(call, randomUUID(), idempotencyKey);
    if (idempotencyKey === undefined) return this.#start(entity, call);
    // A repeat that comes while the first is on its way waits to see what becomes of it.
    return this.#turns.take(
      `${entity.userId} ${idempotencyKey}`,
      async () => (await this.#first(entity, call)) ?? this.#start(entity, call),
    );
  }

  async #start(entity: OperationEntity, call: ActionCall): Promise<OperationEntity> {
    const host = { id: entity.hostId, name: entity.hostName };
    this.links.require(host);
    await this.store.insert(entity);
    const link = this.links.get(host.id);
    if (link === undefined) {
      // Its link was lost meanwhile. Nobody has heard of the operation: it never was.
      await this.store.discard(entity.id);
      throw new HostOfflineError(host.name);
    }
    this.open.add(entity);
    this.#send(link, entity, orderTimeout(call.row, entity.args));
    return entity;
  }

  #send(link: Link, entity: OperationEntity, timeoutSeconds: number): void {
    const { id, action, args } = entity;
    const target = { kind: entity.targetKind, id: entity.targetId, name: entity.targetName };
    link
      .request('operation:run', { id, action, target, args, timeoutSeconds }, TAKE_WITHIN)
      .then(() => this.reports.setRunning(entity))
      .catch((error: unknown) => this.#notTaken(link, entity, error))
      .catch((err: unknown) => this.#logger.error({ err, operation: id }, 'What became of an operation could not be stored'));
  }

  /** The agent did not say that it has taken the order on. Only its own word that it has not ends the operation. */
  async #notTaken(link: Link, entity: OperationEntity, error: unknown): Promise<void> {
    if (!(error instanceof CodedError)) throw error;
    if (error.code === 'link_lost') return;
    if (error.code !== 'timeout') {
      await this.ends.conclude(entity, 'failed', error.toBody());
      return;
    }
    // It may or may not have it. A new link makes it tell.
    link.cut(new LinkRefusedError('The agent did not confirm an operation in time; it is to link anew.').toBody());
  }

  /** The operation that an earlier request with the same idempotency key started. @throws InvalidError */
  async #first({ userId, idempotencyKey, idempotencyDigest }: OperationEntity, call: ActionCall): Promise<OperationEntity | undefined> {
    if (idempotencyKey === null) return undefined;
    const first = await this.store.byKey(userId, idempotencyKey);
    if (first === null) return undefined;
    if (first.idempotencyDigest !== (idempotencyDigest ?? digestOf(call))) {
      throw new InvalidError(
        [{ path: ['Idempotency-Key'], message: 'was used for another request' }],
        'The Idempotency-Key was used for another request.',
      );
    }
    return this.open.get(first.id) ?? first;
  }

  #giveUp(hostId: string, message: string): void {
    for (const entity of this.open.ofHost(hostId)) {
      this.ends
        .conclude(entity, 'interrupted', { code: 'interrupted', message, hint: 'Look at the host itself for what is so now.' })
        .catch((err: unknown) => this.#logger.error({ err, operation: entity.id }, 'The end of an operation could not be stored'));
    }
  }
}
