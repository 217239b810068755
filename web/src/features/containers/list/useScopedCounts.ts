import { InvalidError } from '@longshore/contract/coded-error';
import { compileQuery } from '@longshore/contract/query';
import { onScopeDispose, shallowRef, type ShallowRef, watch } from 'vue';
import { useFleet } from '../../../data/fleet.ts';
import { useStatsStore } from '../../../data/stats.ts';
import { type Counts, noCounts, Tally } from '../../../data/tally.ts';

/** A walk over the whole fleet at most this often. Milliseconds. */
const PAUSE = 1000;

/** How many containers a query matches, by state and health. A wrong query leaves the counts as they were. */
export function useScopedCounts(query: () => string): Readonly<ShallowRef<Counts>> {
  const fleet = useFleet();
  const stats = useStatsStore();
  const counts = shallowRef(noCounts);
  let timer: ReturnType<typeof setTimeout> | undefined;

  function count(): void {
    timer = undefined;
    if (query().trim() === '') {
      counts.value = fleet.picture.total.counts();
      return;
    }
    try {
      const matches = compileQuery(query());
      const tally = new Tally();
      for (const entry of fleet.containers.values()) {
        const { row, hostName, hostTags, hostGroup, stale } = entry;
        if (matches({ row, hostName, hostTags, hostGroup, stale, stats: stats.sample(entry.key) })) tally.add(row);
      }
      counts.value = tally.counts();
    } catch (error) {
      if (!(error instanceof InvalidError)) throw error;
    }
  }
  const soon = (): void => void (timer ??= setTimeout(count, query().trim() === '' ? 0 : PAUSE));
  const stop = fleet.subscribe(soon);
  // The first picture is counted at once; what comes later may wait.
  watch([query, fleet.ready], count, { immediate: true });
  onScopeDispose(() => {
    stop();
    clearTimeout(timer);
  });
  return counts;
}
