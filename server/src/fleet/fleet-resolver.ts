import { Injectable } from '@nestjs/common';
import { COMPOSE_PROJECT } from '@longshore/contract/containers';
import { ResourceResolver, type FoundContainer, type FoundHost } from '../actions/resource-resolver.ts';
import { Fleet } from './fleet.ts';

/** Hosts and containers for the paths of requests: the last known ones count too, so that it can be said that a host is offline. */
@Injectable()
export class FleetResolver extends ResourceResolver {
  constructor(private readonly fleet: Fleet) {
    super();
  }

  hosts(): Iterable<FoundHost> {
    return this.fleet.hosts();
  }

  *containersOf(host: string): Iterable<FoundContainer> {
    for (const { id, name, labels } of this.fleet.host(host)?.mirror.rows() ?? [])
      yield { id, name, labels, stack: labels[COMPOSE_PROJECT] };
  }
}
