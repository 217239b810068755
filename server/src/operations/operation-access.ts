import { Injectable } from '@nestjs/common';
import { COMPOSE_PROJECT } from '@longshore/contract/containers';
import type { Resource } from '@longshore/contract/access';
import { AccessService } from '../access/access.service.ts';
import type { Principal } from '../access/principal.ts';
import { Fleet } from '../fleet/fleet.ts';
import type { OperationEntity } from './operation.entity.ts';

type About = Pick<OperationEntity, 'hostId' | 'labels'>;

/** Who may see and do what with an operation: whoever may with what it is done to. */
@Injectable()
export class OperationAccess {
  constructor(
    private readonly fleet: Fleet,
    private readonly access: AccessService,
  ) {}

  /** What it was done to, as permissions see it; of a host that was removed nothing but its id is left. */
  resource({ hostId, labels }: About): Resource {
    const { id, group, tags } = this.fleet.host(hostId) ?? { id: hostId, group: '', tags: [] };
    return { host: { id, group, tags }, labels, stack: labels[COMPOSE_PROJECT] };
  }

  sees(principal: Principal, about: About): boolean {
    return this.access.everywhere(principal, 'operation.list') || this.access.may(principal, 'operation.list', this.resource(about));
  }
}
