import { Injectable } from '@nestjs/common';
import { COMPOSE_PROJECT } from '@longshore/contract/containers';
import type { Principal } from '../access/principal.ts';
import { RepeatedCalls } from '../actions/repeated-calls.ts';
import { resourceOf, type Target } from '../actions/target.ts';
import { Fleet } from '../fleet/fleet.ts';
import { OperationStore } from './operation-store.ts';

/** Operations know what they were done to also when that is gone: a repeated request to remove a container is still understood. */
@Injectable()
export class RepeatedOperations extends RepeatedCalls {
  constructor(
    private readonly store: OperationStore,
    private readonly fleet: Fleet,
  ) {
    super();
  }

  async targetOf({ user }: Principal, idempotencyKey: string): Promise<Target | undefined> {
    const first = await this.store.byKey(user.id, idempotencyKey);
    if (first === null) return undefined;
    const { hostId, hostName, targetKind, targetId, targetName, labels } = first;
    const host = this.fleet.host(hostId) ?? { id: hostId, name: hostName, group: '', tags: [] };
    if (targetKind === 'host') return { host, resource: { host } };
    const container = { id: targetId, name: targetName, labels, stack: labels[COMPOSE_PROJECT] };
    return { host, container, resource: resourceOf(host, container) };
  }
}
