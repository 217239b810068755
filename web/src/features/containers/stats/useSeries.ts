import { onScopeDispose, shallowRef, type ShallowRef, watch } from 'vue';
import { useStats } from '../../../data/stats.ts';
import type { StatsPoint } from '../../../data/stats-point.ts';

/** Samples drawn at most: a quarter of an hour at one in two seconds. */
const KEPT = 450;

/** What a container uses from now on, after the short while that is known already; for as long as the calling scope lives. */
export function useSeries(key: () => string): Readonly<ShallowRef<readonly StatsPoint[]>> {
  const stats = useStats(() => [key()]);
  const points = shallowRef<readonly StatsPoint[]>(stats.history(key()));

  /** Several samples may have come at once: the history has those that are new. */
  function take(): void {
    const last = points.value.at(-1)?.stats.at ?? Number.NEGATIVE_INFINITY;
    const fresh = stats.history(key()).filter((point) => point.stats.at > last);
    if (fresh.length > 0) points.value = [...points.value, ...fresh].slice(-KEPT);
  }
  const stop = stats.subscribe((keys) => {
    if (keys.has(key())) take();
  });
  watch(key, () => (points.value = stats.history(key())));
  onScopeDispose(stop);
  return points;
}
