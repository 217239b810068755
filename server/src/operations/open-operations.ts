import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EventEmitter } from 'node:events';
import type { Operation } from '@longshore/contract/operations';
import { Links } from '../link/links.ts';
import { OperationStore } from './operation-store.ts';
import { toOperation } from './operation-wire.ts';
import type { OperationEntity } from './operation.entity.ts';

/**
 * The operations that have not ended, in memory. An operation comes in here only after it was stored, in the same breath in which
 * it is sent: so what an agent is asked about when it links was either sent over a former link or never sent at all.
 */
@Injectable()
export class OpenOperations extends EventEmitter<{ changed: [OperationEntity] }> implements OnModuleInit {
  readonly #byId = new Map<string, OperationEntity>();
  readonly #byHost = new Map<string, Map<string, OperationEntity>>();

  constructor(
    private readonly store: OperationStore,
    private readonly links: Links,
  ) {
    super();
    this.setMaxListeners(0);
  }

  async onModuleInit(): Promise<void> {
    for (const entity of await this.store.unended()) this.#keep(entity);
    // What changes with the link is told with it: "link lost", and no longer.
    for (const event of ['linked', 'unlinked'] as const) {
      this.links.on(event, ({ hostId }) => {
        for (const entity of this.ofHost(hostId)) this.emit('changed', entity);
      });
    }
  }

  get(id: string): OperationEntity | undefined {
    return this.#byId.get(id);
  }

  all(): Iterable<OperationEntity> {
    return this.#byId.values();
  }

  get size(): number {
    return this.#byId.size;
  }

  ofHost(hostId: string): OperationEntity[] {
    return [...(this.#byHost.get(hostId)?.values() ?? [])];
  }

  add(entity: OperationEntity): void {
    this.#keep(entity);
    this.emit('changed', entity);
  }

  /** It has ended, and that is stored. */
  remove(entity: OperationEntity): void {
    this.#byId.delete(entity.id);
    const ofHost = this.#byHost.get(entity.hostId);
    ofHost?.delete(entity.id);
    if (ofHost?.size === 0) this.#byHost.delete(entity.hostId);
    this.emit('changed', entity);
  }

  /** As the API shows it. Until its agent has answered for it over a new link, the link counts as lost. */
  wire(entity: OperationEntity): Operation {
    const link = this.links.get(entity.hostId);
    const open = entity.endedAt === null;
    return toOperation(entity, open && (link === undefined || link.asked.has(entity.id)));
  }

  #keep(entity: OperationEntity): void {
    this.#byId.set(entity.id, entity);
    const ofHost = this.#byHost.get(entity.hostId) ?? new Map<string, OperationEntity>();
    ofHost.set(entity.id, entity);
    this.#byHost.set(entity.hostId, ofHost);
  }
}
