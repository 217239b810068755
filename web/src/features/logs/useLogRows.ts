import { useVirtualizer } from '@tanstack/vue-virtual';
import { computed, type ComputedRef, ref, watch } from 'vue';
import { useElementSize } from '../../ui/useElementSize.ts';
import type { ShownLines } from './shown-lines.ts';

/** Height of a line that is not wrapped, in pixels. */
export const LINE = 20;
/** Lines drawn above and below what is seen. */
const OVERSCAN = 20;

/** One line on the page: which one, and how many pixels below the top. */
export interface PlacedRow {
  readonly index: number;
  readonly start: number;
  readonly key: number;
}

export interface LogRows {
  /** Height of all lines, in pixels. */
  readonly height: ComputedRef<number>;
  /** Those to be drawn. */
  readonly rows: ComputedRef<readonly PlacedRow[]>;
  /** The view has been scrolled, or is about to be drawn. */
  scrolled: () => void;
  /** For each wrapped row, to learn its height. */
  measure: (row: Element | null) => void;
  toIndex: (index: number) => void;
}

/** The rows among very many that can be seen. Lines of one height need no bookkeeping, whatever their number; wrapped ones are measured. */
export function useLogRows(view: () => HTMLElement | null, shown: () => ShownLines, wrap: () => boolean): LogRows {
  const top = ref(0);
  const { height: seen } = useElementSize(view);
  const keyOf = (index: number): number => shown().at(index)?.id ?? index;

  const wrapped = useVirtualizer(
    computed(() => ({
      count: wrap() ? shown().count : 0,
      enabled: wrap(),
      getScrollElement: view,
      estimateSize: () => LINE,
      getItemKey: keyOf,
      // It would go to the beginning else, as soon as it is in charge.
      initialOffset: () => view()?.scrollTop ?? 0,
      overscan: OVERSCAN,
    })),
  );
  watch(wrap, () => wrapped.value.measure());

  const even = computed((): PlacedRow[] => {
    const { count } = shown();
    const first = Math.max(0, Math.floor(top.value / LINE) - OVERSCAN);
    const last = Math.min(count, Math.ceil((top.value + Math.min(seen.value, 10_000)) / LINE) + OVERSCAN);
    return Array.from({ length: Math.max(0, last - first) }, (_, at) => ({
      index: first + at,
      start: (first + at) * LINE,
      key: keyOf(first + at),
    }));
  });

  return {
    height: computed(() => (wrap() ? wrapped.value.getTotalSize() : shown().count * LINE)),
    rows: computed(() =>
      wrap() ? wrapped.value.getVirtualItems().map(({ index, start, key }) => ({ index, start, key: Number(key) })) : even.value,
    ),
    scrolled: () => {
      top.value = view()?.scrollTop ?? 0;
    },
    measure: (row) => {
      if (wrap()) wrapped.value.measureElement(row);
    },
    toIndex: (index) => {
      const element = view();
      if (wrap()) wrapped.value.scrollToIndex(index, { align: 'center' });
      else if (element) element.scrollTop = index * LINE - element.clientHeight / 2;
    },
  };
}
