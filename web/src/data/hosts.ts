import type { Host } from '@longshore/contract/hosts';
import { computed, type ComputedRef, type MaybeRefOrGetter, toValue } from 'vue';
import { isStale } from './fleet-entry.ts';
import { useFleet } from './fleet.ts';
import { naturally } from './natural-order.ts';
import type { Counts } from './tally.ts';

/** A host with what runs on it. */
export interface HostEntry {
  readonly host: Host;
  /** What is shown of it was true at `host.lastSeenAt`. */
  readonly stale: boolean;
  readonly counts: Counts;
}

/** All hosts that this person may see, by name. */
export function useHosts(): ComputedRef<readonly HostEntry[]> {
  const fleet = useFleet();
  return computed(() =>
    [...fleet.hosts.values()]
      .map((host) => ({ host, stale: isStale(host), counts: fleet.picture.byHost.counts(host.id), order: naturally(host.name) }))
      .sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0)),
  );
}

/** One host, by id or name. */
export function useHost(idOrName: MaybeRefOrGetter<string>): ComputedRef<Host | undefined> {
  const fleet = useFleet();
  return computed(() => fleet.host(toValue(idOrName)));
}

/** What a host is called now, for what was told under a former name; that one when the host is gone. */
export function useHostName(): (id: string, former: string) => string {
  const fleet = useFleet();
  return (id, former) => fleet.hosts.get(id)?.name ?? former;
}

export interface FleetCounts {
  readonly containers: Counts;
  readonly hosts: { readonly total: number; readonly online: number };
  readonly stacks: number;
}

/** The numbers of the sidebar and of page titles. */
export function useFleetCounts(): ComputedRef<FleetCounts> {
  const fleet = useFleet();
  return computed(() => ({
    containers: fleet.picture.total.counts(),
    hosts: { total: fleet.hosts.size, online: [...fleet.hosts.values()].filter(({ online }) => online).length },
    stacks: fleet.picture.byStack.size,
  }));
}
