import { Injectable } from '@nestjs/common';
import type { LinkWelcome } from '@longshore/contract/sockets/agent';
import { EventIntake } from '../events/event-intake.ts';
import { Fleet } from '../fleet/fleet.ts';
import type { HostEntity } from '../hosts/host.entity.ts';
import { OpenOperations } from '../operations/open-operations.ts';

/** What an agent that has proven itself is told: where the two left off. */
@Injectable()
export class Greeting {
  constructor(
    private readonly fleet: Fleet,
    private readonly events: EventIntake,
    private readonly operations: OpenOperations,
  ) {}

  welcome({ id, name }: HostEntity, protocol: number): LinkWelcome {
    const { epoch = null, revision = 0 } = this.fleet.host(id)?.mirror ?? {};
    return {
      hostId: id,
      hostName: name,
      protocol,
      // Nothing yet that an agent could do without.
      capabilities: [],
      position: epoch === null ? null : { epoch, revision, eventSeq: this.events.lastSeq(id, epoch) },
      operations: this.operations.ofHost(id).map((operation) => operation.id),
    };
  }
}
