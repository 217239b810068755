import { computed } from 'vue';
import type { Sort } from '../../../data/container-order.ts';
import { sortsByStats } from '../../../data/container-order.ts';
import { useFleet } from '../../../data/fleet.ts';
import { useStats } from '../../../data/stats.ts';
import { readTerm, queryWords } from '../query/query-text.ts';

const byStats = new Set(['cpu', 'memory', 'pids']);

/**
 * A list that is ordered or filtered by what containers use must know that of all that run, not only of those on the screen. The
 * server tells it of so many at most (StatsLook in the contract); those on the screen are among them in any case.
 */
export function useSampling(query: () => string, sort: () => Sort): void {
  const fleet = useFleet();
  const wanted = computed(() => sortsByStats(sort()) || queryWords(query()).some((word) => byStats.has(readTerm(word)?.field ?? '')));
  useStats(() => {
    if (!wanted.value) return [];
    return [...fleet.containers.values()].filter(({ stale, row }) => !stale && row.state === 'running').map(({ key }) => key);
  });
}
