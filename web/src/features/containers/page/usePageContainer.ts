import { computed, type ComputedRef, shallowRef, watch } from 'vue';
import { type Fleet, useFleet } from '../../../data/fleet.ts';
import type { ContainerEntry } from '../../../data/fleet-entry.ts';
import { containerKey } from '../../../data/fleet-entry.ts';

/** Like the server: an id, a name, or the beginning of one id alone. */
function find(fleet: Fleet, hostName: string, text: string): ContainerEntry | undefined {
  const host = fleet.host(hostName);
  if (host === undefined) return undefined;
  const exact = fleet.container(host.id, text);
  if (exact !== undefined) return exact;
  const mine = [...fleet.containers.values()].filter((entry) => entry.host.id === host.id);
  const named = mine.find(({ name }) => name === text);
  if (named !== undefined) return named;
  const [only, ...others] = mine.filter(({ id }) => id.startsWith(text));
  return others.length === 0 ? only : undefined;
}

export interface PageContainer {
  /** As it is; when it is gone, as it was last. */
  entry: ComputedRef<ContainerEntry | undefined>;
  /** It was there while the page was open. */
  gone: ComputedRef<boolean>;
  /** The one that took its name on its host after it went. */
  successor: ComputedRef<ContainerEntry | undefined>;
}

/** The container that an address names. Once found it is followed by its id: it and its host may be renamed meanwhile. */
export function usePageContainer(host: () => string, id: () => string): PageContainer {
  const fleet = useFleet();
  const last = shallowRef<ContainerEntry>();
  const now = computed(() => {
    const known = last.value;
    return known === undefined ? find(fleet, host(), id()) : fleet.containers.get(known.key);
  });
  watch([host, id], () => (last.value = undefined), { flush: 'sync' });
  watch(
    now,
    (entry) => {
      if (entry !== undefined) last.value = entry;
    },
    { immediate: true, flush: 'sync' },
  );
  const gone = computed(() => now.value === undefined && last.value !== undefined);

  return {
    entry: computed(() => now.value ?? last.value),
    gone,
    successor: computed(() => {
      const former = last.value;
      if (!gone.value || former === undefined) return undefined;
      const found = find(fleet, former.host.id, former.name);
      return found?.key === containerKey(former.host.id, former.id) ? undefined : found;
    }),
  };
}
