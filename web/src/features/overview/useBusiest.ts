import { computed, type ComputedRef, onScopeDispose } from 'vue';
import { useLoad } from '../../calls/useLoad.ts';
import { call } from '../../data/api.ts';
import type { ContainerEntry } from '../../data/fleet-entry.ts';
import { useFleet } from '../../data/fleet.ts';
import type { ProblemError } from '../../data/problem.ts';
import { useStats } from '../../data/stats.ts';
import { BusiestSearch } from './busiest.ts';

/** Milliseconds between two searches; agents read what nobody looks at once in half a minute. */
const EVERY = 15_000;
const CANDIDATES = 100;

export interface Busy {
  readonly entry: ContainerEntry;
  /** Percent of a core. */
  readonly cpu: number;
  /** Bytes. */
  readonly memory: number;
}

/** The containers that use most CPU now, most first; undefined until it is known. */
export function useBusiest(shown: number): {
  busiest: ComputedRef<readonly Busy[] | undefined>;
  problem: ComputedRef<ProblemError | null>;
} {
  const fleet = useFleet();
  const search = new BusiestSearch((q) => call('container.list', {}, { q, limit: CANDIDATES }), shown, CANDIDATES);
  const { data, problem, loading, reload } = useLoad(() => search.find());
  const timer = setInterval(() => {
    if (!document.hidden && !loading.value) void reload();
  }, EVERY);
  onScopeDispose(() => clearInterval(timer));

  const stats = useStats(() => data.value ?? []);
  const busiest = computed(() =>
    data.value
      ?.flatMap((key): Busy[] => {
        const entry = fleet.containers.get(key);
        const { cpu = null, memory = 0 } = stats.sample(key) ?? {};
        return entry === undefined || cpu === null ? [] : [{ entry, cpu, memory }];
      })
      .sort((a, b) => b.cpu - a.cpu)
      .slice(0, shown),
  );
  return { busiest, problem: computed(() => problem.value) };
}
