import { onScopeDispose, type ShallowRef, shallowRef } from 'vue';
import { useFleet } from '../../../data/fleet.ts';

/** The keys of the selected rows. What is not there any more is not selected any more: it must not hold the list for ever. */
export function useSelection(): ShallowRef<ReadonlySet<string>> {
  const fleet = useFleet();
  const selected = shallowRef<ReadonlySet<string>>(new Set());
  const stop = fleet.subscribe((keys) => {
    const gone = [...keys].filter((key) => selected.value.has(key) && !fleet.containers.has(key));
    if (gone.length > 0) selected.value = new Set([...selected.value].filter((key) => !gone.includes(key)));
  });
  onScopeDispose(stop);
  return selected;
}
