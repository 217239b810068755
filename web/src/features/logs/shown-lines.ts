import { computed, type ComputedRef } from 'vue';
import type { CompiledLogFilter } from '../../data/log-filter.ts';
import { type LineRing, type LogLine, MOVED } from '../../data/log-lines.ts';

/** The lines that a view shows, by index. */
export interface ShownLines {
  readonly count: number;
  /** How many lines were let go before the first one that is shown: what a scrolled view has to move by. */
  readonly gone: number;
  readonly at: (index: number) => LogLine | undefined;
  /** Where a line is by its id; where it would be when it is not shown. */
  readonly placeOf: (id: number) => number;
}

/** How many of the sorted ids are less. */
function placeIn(ids: readonly number[], id: number): number {
  let [low, high] = [0, ids.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ids[middle] ?? Infinity) < id) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The lines that fit a filter. Lines that come are tested once; only another filter goes through all of them again. */
export function useShownLines(lines: () => LineRing, filter: () => CompiledLogFilter): ComputedRef<ShownLines> {
  let tested: CompiledLogFilter | undefined;
  let ids: number[] = [];
  let next = 0;
  let gone = 0;
  let insertions = 0;

  return computed(() => {
    const ring = lines();
    const wanted = filter();
    const { length, dropped } = ring;
    if (wanted.all) {
      tested = undefined;
      const placeOf = (id: number): number => Math.min(Math.max(id - dropped, 0), length);
      return { count: length, gone: dropped, at: (index) => ring.at(index), placeOf };
    }
    if (tested !== wanted) {
      tested = wanted;
      ids = [];
      next = dropped;
      gone = 0;
    }
    if (insertions !== ring.insertions) {
      insertions = ring.insertions;
      next -= MOVED;
      ids.splice(placeIn(ids, next));
    }
    const removed = placeIn(ids, dropped);
    if (removed > 0) {
      ids.splice(0, removed);
      gone += removed;
    }
    for (const line of ring.from(Math.max(next, dropped) - dropped)) if (wanted.matches(line)) ids.push(line.id);
    next = dropped + length;
    const shown = ids;
    return { count: shown.length, gone, at: (index) => ring.at(ring.indexOf(shown[index] ?? -1)), placeOf: (id) => placeIn(shown, id) };
  });
}
