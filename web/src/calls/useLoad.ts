import { onScopeDispose, type Ref, ref, type ShallowRef, shallowRef } from 'vue';
import { ProblemError } from '../data/problem.ts';

export interface Load<T> {
  /** What was loaded last; it stays while it is loaded again, and when that fails. */
  data: Readonly<ShallowRef<T | undefined>>;
  problem: Readonly<ShallowRef<ProblemError | null>>;
  loading: Readonly<Ref<boolean>>;
  reload: () => Promise<void>;
}

/** Something that a page asks for when it is opened, and again when told to. Of answers that cross, the one asked for last counts. */
export function useLoad<T>(load: (signal: AbortSignal) => Promise<T>): Load<T> {
  const data = shallowRef<T>();
  const problem = shallowRef<ProblemError | null>(null);
  const loading = ref(false);
  let asked = new AbortController();
  onScopeDispose(() => asked.abort());

  async function reload(): Promise<void> {
    asked.abort();
    const mine = (asked = new AbortController());
    loading.value = true;
    try {
      const answer = await load(mine.signal);
      if (mine.signal.aborted) return;
      data.value = answer;
      problem.value = null;
    } catch (error) {
      if (mine.signal.aborted) return;
      if (!(error instanceof ProblemError)) throw error;
      problem.value = error;
    } finally {
      if (!mine.signal.aborted) loading.value = false;
    }
  }
  void reload();
  return { data, problem, loading, reload };
}
