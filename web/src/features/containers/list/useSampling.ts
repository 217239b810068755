import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import { type Sort, sortsByStats } from '../../../data/container-order.ts';
import { useFleet } from '../../../data/fleet.ts';
import { useStats } from '../../../data/stats.ts';
import { queryWords, readTerm } from '../query/query-text.ts';

/** Told at once (StatsLook in the contract) with room left for those on the screen. */
const MOST = 1800;
/** Milliseconds between two looks at which containers run. */
const EVERY = 5000;

const byStats: ReadonlySet<string | null | undefined> = new Set(['cpu', 'memory', 'pids']);

/** Whether a list depends on what containers use. */
export const needsStats = (query: string, sort: Sort): boolean =>
  sortsByStats(sort) || queryWords(query).some((word) => byStats.has(readTerm(word)?.field));

/** A list that is ordered or filtered by what containers use must know that of all that run, not only of those on the screen. */
export function useSampling(query: () => string, sort: () => Sort): void {
  const fleet = useFleet();
  const running = shallowRef<readonly string[]>([]);
  const wanted = computed(() => fleet.ready.value && needsStats(query(), sort()));
  let timer: ReturnType<typeof setInterval> | undefined;

  function look(): void {
    const uses = [...fleet.containers.values()].filter(({ stale, row }) => !stale && row.state === 'running');
    running.value = uses.slice(0, MOST).map(({ key }) => key);
  }
  useStats(running);
  watch(
    wanted,
    (now) => {
      clearInterval(timer);
      running.value = [];
      if (!now) return;
      look();
      timer = setInterval(look, EVERY);
    },
    { immediate: true },
  );
  onScopeDispose(() => clearInterval(timer));
}
