import { Injectable } from '@nestjs/common';
import type { ContainerRow } from '@longshore/contract/containers';
import type { Host } from '@longshore/contract/hosts';
import { AccessService } from '../access/access.service.ts';
import type { Principal } from '../access/principal.ts';
import { resourceOfRow, type FleetHost } from './fleet-host.ts';
import { toHost, toHostOutline } from './host-wire.ts';

/** What of the fleet somebody may see. */
@Injectable()
export class FleetView {
  constructor(private readonly access: AccessService) {}

  /** All of it: nothing has to be looked at one by one. */
  seesEverything(principal: Principal): boolean {
    return this.access.everywhere(principal, 'container.list') && this.access.everywhere(principal, 'host.list');
  }

  seesHost(principal: Principal, host: FleetHost): boolean {
    return this.access.may(principal, 'host.list', { host });
  }

  seesRow(principal: Principal, host: FleetHost, row: ContainerRow): boolean {
    return this.access.may(principal, 'container.list', resourceOfRow(host, row));
  }

  /** The containers of a host, sorted by name. */
  rows(principal: Principal, host: FleetHost): readonly ContainerRow[] {
    const rows = host.mirror.sorted();
    return this.access.everywhere(principal, 'container.list') ? rows : rows.filter((row) => this.seesRow(principal, host, row));
  }

  /** A host, or its outline for whoever may only see containers on it; undefined for whoever sees neither. */
  host(principal: Principal, host: FleetHost): Host | undefined {
    if (this.seesHost(principal, host)) return toHost(host);
    for (const row of host.mirror.rows()) if (this.seesRow(principal, host, row)) return toHostOutline(host);
    return undefined;
  }
}
