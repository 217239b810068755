import { Injectable } from '@nestjs/common';
import { ConflictError, NotFoundError } from '@longshore/contract/errors';
import { operationEnded, type Operation } from '@longshore/contract/operations';
import { actionRow, type ActionArgs, type ActionResult } from '@longshore/contract/registry';
import { AccessService } from '../access/access.service.ts';
import type { Principal } from '../access/principal.ts';
import { cursorId } from '../audit/cursor.ts';
import { HostDirectory } from '../hosts/host-directory.ts';
import { Links } from '../link/links.ts';
import { OpenOperations } from './open-operations.ts';
import { OperationAccess } from './operation-access.ts';
import { OperationEnds } from './operation-ends.ts';
import { OperationReports } from './operation-reports.ts';
import { OperationStore } from './operation-store.ts';
import type { OperationEntity } from './operation.entity.ts';

const ACTIVE = ['pending', 'running'];
const ENDED = ['succeeded', 'failed', 'cancelled', 'interrupted'];
/** Rows read at once while looking for those that somebody may see. */
const BATCH = 500;

/** The operations there were and are, as far as somebody may see them. What has not ended is told from memory. */
@Injectable()
export class OperationHistory {
  constructor(
    private readonly store: OperationStore,
    private readonly open: OpenOperations,
    private readonly ends: OperationEnds,
    private readonly reports: OperationReports,
    private readonly operationAccess: OperationAccess,
    private readonly access: AccessService,
    private readonly hosts: HostDirectory,
    private readonly links: Links,
  ) {}

  async list(principal: Principal, args: ActionArgs<'operation.list'>): Promise<ActionResult<'operation.list'>> {
    const { limit, state, host, target, action } = args;
    const hostId = host === undefined ? undefined : (this.hosts.byId(host) ?? this.hosts.byName(host))?.id;
    if (host !== undefined && hostId === undefined) return { items: [], next: null };
    const where = {
      ...(hostId === undefined ? {} : { hostId }),
      ...(target === undefined ? {} : { targetId: target }),
      ...(action === undefined ? {} : { action }),
    };
    const states = state === undefined ? undefined : state === 'active' ? ACTIVE : state === 'ended' ? ENDED : [state];
    const found: OperationEntity[] = [];
    let before = args.cursor === undefined ? undefined : cursorId(args.cursor);
    const size = Math.max(BATCH, limit + 1);
    for (;;) {
      const batch = await this.store.page({ before, limit: size, where, states });
      found.push(...batch.filter((entity) => this.operationAccess.sees(principal, entity)));
      before = batch.at(-1)?.seq;
      if (found.length > limit || before === undefined || batch.length < size) break;
    }
    const items = found.slice(0, limit);
    return { items: items.map((entity) => this.#wire(entity)), next: found.length > limit ? (items.at(-1)?.seq ?? null) : null };
  }

  /** @param wait seconds to wait for its end @throws NotFoundError */
  async get(principal: Principal, id: string, wait: number, signal: AbortSignal): Promise<Operation> {
    const entity = await this.#find(principal, id);
    await this.ends.wait(entity.id, wait, signal);
    return this.#wire(entity);
  }

  /**
   * Asks the agent to stop; whether it still can, the outcome will tell.
   * @throws NotFoundError, ForbiddenError, ConflictError when it has ended or cannot be cancelled
   */
  async cancel(principal: Principal, id: string): Promise<Operation> {
    const found = await this.#find(principal, id);
    this.access.require(principal, 'operation.cancel', this.operationAccess.resource(found));
    const entity = this.open.get(found.id);
    if (entity === undefined) throw new ConflictError(`It has ended already: ${found.state}.`);
    if (actionRow(entity.action)?.cancellable !== true)
      throw new ConflictError(`${entity.action} cannot be cancelled: the engine does it in one step.`);
    await this.store.requestCancel(entity.id);
    if (operationEnded(entity.state)) return this.#wire(entity);
    entity.cancelRequested = true;
    this.open.emit('changed', entity);
    const link = this.links.get(entity.hostId);
    if (link !== undefined) this.reports.sendCancel(link, entity);
    return this.#wire(entity);
  }

  async #find(principal: Principal, id: string): Promise<OperationEntity> {
    const known = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id) ? (this.open.get(id) ?? (await this.store.byId(id))) : null;
    if (known === null || !this.operationAccess.sees(principal, known)) throw new NotFoundError('There is no such operation.');
    return known;
  }

  /** What runs is told from memory, where its progress is. */
  #wire(entity: OperationEntity): Operation {
    return this.open.wire(this.open.get(entity.id) ?? entity);
  }
}
