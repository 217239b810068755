import { Injectable } from '@nestjs/common';
import { COMPOSE_PROJECT } from '@longshore/contract/containers';
import { AccessService } from '../access/access.service.ts';
import type { Principal } from '../access/principal.ts';
import { Fleet } from '../fleet/fleet.ts';
import type { EventEntity } from './event.entity.ts';

/** Who may see which events: the engine puts the labels of a container among the attributes of its events. */
@Injectable()
export class EventAccess {
  constructor(
    private readonly fleet: Fleet,
    private readonly access: AccessService,
  ) {}

  sees(principal: Principal, { hostId, type, object, attributes }: EventEntity): boolean {
    if (this.access.everywhere(principal, 'event.list')) return true;
    const host = this.fleet.host(hostId);
    const { id, group, tags } = host ?? { id: hostId, group: '', tags: [] };
    const labels = type === 'container' ? (host?.mirror.get(object)?.labels ?? attributes) : {};
    return this.access.may(principal, 'event.list', { host: { id, group, tags }, labels, stack: labels[COMPOSE_PROJECT] });
  }
}
