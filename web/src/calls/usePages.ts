import { computed, type ComputedRef, onScopeDispose, type Ref, ref, type ShallowRef, shallowRef } from 'vue';
import { ProblemError } from '../data/problem.ts';

export interface Page<T> {
  items: readonly T[];
  /** Cursor of the page after; null at the end. */
  next: string | null;
}

export interface Pages<T> {
  /** Undefined until the first page is here. */
  items: Readonly<ShallowRef<readonly T[] | undefined>>;
  problem: Readonly<ShallowRef<ProblemError | null>>;
  loading: Readonly<Ref<boolean>>;
  /** There is no page after. */
  atEnd: ComputedRef<boolean>;
  /** Loads the page after, if there is one and none is on its way. */
  more: () => Promise<void>;
  /** Begins again with the first page; what is shown stays until that is here. */
  reload: () => Promise<void>;
}

/** A list that is loaded page by page, as far as somebody reads. */
export function usePages<T>(load: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<T>>): Pages<T> {
  const items = shallowRef<readonly T[]>();
  const problem = shallowRef<ProblemError | null>(null);
  const loading = ref(false);
  const next = ref<string | null>(null);
  let asked = new AbortController();
  onScopeDispose(() => asked.abort());

  async function fetch(cursor: string | undefined): Promise<void> {
    asked.abort();
    const mine = (asked = new AbortController());
    loading.value = true;
    try {
      const page = await load(cursor, mine.signal);
      if (mine.signal.aborted) return;
      items.value = cursor === undefined ? page.items : [...(items.value ?? []), ...page.items];
      next.value = page.next;
      problem.value = null;
    } catch (error) {
      if (mine.signal.aborted) return;
      if (!(error instanceof ProblemError)) throw error;
      problem.value = error;
    } finally {
      if (!mine.signal.aborted) loading.value = false;
    }
  }
  void fetch(undefined);
  return {
    items,
    problem,
    loading,
    atEnd: computed(() => items.value !== undefined && next.value === null),
    more: async () => {
      if (next.value !== null && !loading.value) await fetch(next.value);
    },
    reload: () => fetch(undefined),
  };
}
