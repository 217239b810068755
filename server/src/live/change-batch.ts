import type { ContainerRow } from '@longshore/contract/containers';
import type { FleetChange } from '@longshore/contract/sockets/browser';
import type { FleetUpdate } from '../fleet/fleet.ts';
import type { FleetHost } from '../fleet/fleet-host.ts';
import { toHost } from '../fleet/host-wire.ts';

interface RowChanged {
  readonly host: FleetHost;
  readonly id: string;
  /** What browsers know. */
  readonly before: ContainerRow | undefined;
  after: ContainerRow | undefined;
}

/** What the filter of a browser needs to know. */
export interface ChangeFilter {
  seesRow(host: FleetHost, row: ContainerRow): boolean;
  /** The host as this browser may see it, if at all. */
  host(host: FleetHost): FleetChange | undefined;
  /** Was this host told to it before? */
  knows(host: FleetHost): boolean;
}

/** Changes of some milliseconds, each object once with its newest state: hosts that are there, rows, then hosts that are gone. */
export class ChangeBatch {
  readonly #hosts = new Map<FleetHost, 'changed' | 'gone'>();
  readonly #rows = new Map<FleetHost, Map<string, RowChanged>>();

  get isEmpty(): boolean {
    return this.#hosts.size === 0 && this.#rows.size === 0;
  }

  add(update: FleetUpdate): void {
    const { kind, host } = update;
    if (kind === 'rows') {
      if (this.#hosts.get(host) === 'gone') return;
      const rows = this.#rows.get(host) ?? new Map<string, RowChanged>();
      this.#rows.set(host, rows);
      for (const change of update.changes) {
        const after = change.op === 'put' ? change.row : undefined;
        const id = change.op === 'put' ? change.row.id : change.before.id;
        const known = rows.get(id);
        if (known === undefined) rows.set(id, { host, id, before: change.before, after });
        else known.after = after;
      }
    } else {
      this.#hosts.set(host, kind === 'host' ? 'changed' : 'gone');
      if (kind === 'host-gone') this.#rows.delete(host);
    }
  }

  /** For whoever sees everything. */
  forAll(): FleetChange[] {
    return this.#build({ seesRow: () => true, host: (host) => ({ op: 'host', host: toHost(host) }), knows: () => true });
  }

  /** For somebody who sees a part: a row that they may not see any more is gone for them. */
  seenBy(filter: ChangeFilter): FleetChange[] {
    return this.#build(filter);
  }

  #build(filter: ChangeFilter): FleetChange[] {
    const changes: FleetChange[] = [];
    for (const [host, what] of this.#hosts) {
      const change = what === 'changed' ? filter.host(host) : undefined;
      if (change !== undefined) changes.push(change);
    }
    for (const [host, rows] of this.#rows) {
      for (const { id, before, after } of rows.values()) {
        if (after !== undefined && filter.seesRow(host, after)) {
          const change = filter.knows(host) ? undefined : filter.host(host);
          if (change !== undefined) changes.push(change);
          changes.push({ op: 'put', host: host.id, row: after });
        } else if (before !== undefined && filter.seesRow(host, before)) changes.push({ op: 'del', host: host.id, id });
      }
    }
    for (const [host, what] of this.#hosts) if (what === 'gone' && filter.knows(host)) changes.push({ op: 'host-gone', host: host.id });
    return changes;
  }
}
