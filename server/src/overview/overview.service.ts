import { Injectable } from '@nestjs/common';
import type { Overview } from '@longshore/contract/overview';
import type { Principal } from '../access/principal.ts';
import { Fleet } from '../fleet/fleet.ts';
import { FleetView } from '../fleet/fleet-view.ts';
import { OpenOperations } from '../operations/open-operations.ts';
import { OperationAccess } from '../operations/operation-access.ts';

@Injectable()
export class OverviewService {
  constructor(
    private readonly fleet: Fleet,
    private readonly view: FleetView,
    private readonly operations: OpenOperations,
    private readonly operationAccess: OperationAccess,
  ) {}

  /** The fleet in numbers, as far as somebody may see it. */
  of(principal: Principal): Overview {
    const overview = {
      hosts: { total: 0, online: 0 },
      containers: { total: 0, states: {} as Record<string, number>, unhealthy: 0 },
      images: 0,
      volumes: 0,
      networks: 0,
      operations: 0,
    };
    for (const host of this.fleet.hosts()) {
      const rows = this.view.rows(principal, host);
      for (const { state, health } of rows) {
        overview.containers.total += 1;
        overview.containers.states[state] = (overview.containers.states[state] ?? 0) + 1;
        if (health === 'unhealthy') overview.containers.unhealthy += 1;
      }
      const whole = this.view.seesHost(principal, host);
      if (!whole && rows.length === 0) continue;
      overview.hosts.total += 1;
      if (host.linked) overview.hosts.online += 1;
      const counts = whole ? host.record.engine?.info?.counts : undefined;
      overview.images += counts?.images ?? 0;
      overview.volumes += counts?.volumes ?? 0;
      overview.networks += counts?.networks ?? 0;
    }
    for (const operation of this.operations.all()) if (this.operationAccess.sees(principal, operation)) overview.operations += 1;
    return overview;
  }
}
