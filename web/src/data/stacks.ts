import type { Host } from '@longshore/contract/hosts';
import { computed, type ComputedRef } from 'vue';
import { splitKey } from './fleet-entry.ts';
import { useFleet } from './fleet.ts';
import { naturally } from './natural-order.ts';
import type { Counts } from './tally.ts';

/** A compose project on one host, known by the labels of its containers. */
export interface StackEntry {
  /** `host/name`. */
  readonly key: string;
  readonly name: string;
  readonly host: Host;
  readonly counts: Counts;
}

/** All stacks, by name and then by host. */
export function useStacks(): ComputedRef<readonly StackEntry[]> {
  const fleet = useFleet();
  return computed(() => {
    const { byStack } = fleet.picture;
    const stacks = [...byStack.names()].flatMap((key) => {
      const [hostId, name] = splitKey(key);
      const host = fleet.hosts.get(hostId);
      return host === undefined ? [] : [{ key, name, host, counts: byStack.counts(key), order: `${naturally(name)}\n${naturally(host.name)}` }];
    });
    return stacks.sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0));
  });
}
