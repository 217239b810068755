import { Injectable } from '@nestjs/common';
import { COMPOSE_PROJECT, type ContainerRow, type FleetContainer } from '@longshore/contract/containers';
import { compileQuery, type QuerySubject } from '@longshore/contract/query';
import type { ActionArgs, ActionResult } from '@longshore/contract/registry';
import type { ContainerStats } from '@longshore/contract/stats';
import type { Principal } from '../access/principal.ts';
import { Fleet } from '../fleet/fleet.ts';
import type { FleetHost } from '../fleet/fleet-host.ts';
import { FleetView } from '../fleet/fleet-view.ts';
import { StatsService } from '../stats/stats.service.ts';
import { compareHosts, decodePlace, encodePlace, isAfter } from './container-cursor.ts';

/** The containers of the fleet as one list, sorted by host and name. It never asks an engine. */
@Injectable()
export class ContainersService {
  constructor(
    private readonly fleet: Fleet,
    private readonly view: FleetView,
    private readonly stats: StatsService,
  ) {}

  /** @throws InvalidError with the place of the mistake in the query */
  list(principal: Principal, { q, limit, cursor }: ActionArgs<'container.list'>): ActionResult<'container.list'> {
    const matches = q.trim() === '' ? undefined : compileQuery(q);
    const place = cursor === undefined ? undefined : decodePlace(cursor);
    const page: { host: FleetHost; row: ContainerRow }[] = [];
    let total = 0;
    let more = false;
    for (const host of [...this.fleet.hosts()].sort(compareHosts)) {
      for (const row of this.view.rows(principal, host)) {
        if (matches !== undefined && !matches(new Subject(row, host, this.stats))) continue;
        total += 1;
        if (more || (place !== undefined && !isAfter(place, host, row))) continue;
        if (page.length === limit) more = true;
        else page.push({ host, row });
      }
    }
    const last = page.at(-1);
    const next =
      more && last !== undefined
        ? encodePlace({ hostName: last.host.name, host: last.host.id, name: last.row.name, id: last.row.id })
        : null;
    const now = new Date().toISOString();
    return { items: page.map(({ host, row }) => toFleetContainer(host, row, now)), next, total };
  }
}

/** A row as a query looks at it. What it uses is looked up only when the query asks. */
class Subject implements QuerySubject {
  readonly hostName: string;
  readonly hostTags: readonly string[];
  readonly hostGroup: string;
  readonly stale: boolean;

  constructor(
    readonly row: ContainerRow,
    private readonly host: FleetHost,
    private readonly service: StatsService,
  ) {
    this.hostName = host.name;
    this.hostTags = host.tags;
    this.hostGroup = host.group;
    this.stale = host.stale;
  }

  get stats(): ContainerStats | undefined {
    return this.service.latest(this.host.id, this.row.id);
  }
}

/** The row comes last: what is added behind a spread makes V8 give up the object's shape, which takes fifty times as long. */
const toFleetContainer = (host: FleetHost, row: ContainerRow, now: string): FleetContainer => ({
  host: host.id,
  hostName: host.name,
  stack: row.labels[COMPOSE_PROJECT],
  stale: host.stale,
  asOf: host.asOf(now),
  ...row,
});
