import { onScopeDispose, type Ref, ref, type ShallowRef, shallowRef } from 'vue';
import { ProblemError } from '../data/problem.ts';

export interface Submit<Args extends unknown[]> {
  busy: Readonly<Ref<boolean>>;
  /** Why the last run failed; null while one runs and after one that did not. */
  problem: Readonly<ShallowRef<ProblemError | null>>;
  /** Answers whether it was done: false when it failed, and when the run before is not over yet. */
  run: (...args: Args) => Promise<boolean>;
  /** Forgets the problem, as when a dialog is opened again. */
  clear: () => void;
}

/** Something that a button does once at a time. What the server refuses is kept to be shown; other errors are faults and are thrown. */
export function useSubmit<Args extends unknown[]>(work: (...args: Args) => Promise<unknown>): Submit<Args> {
  const busy = ref(false);
  const problem = shallowRef<ProblemError | null>(null);
  let gone = false;
  onScopeDispose(() => (gone = true));

  async function run(...args: Args): Promise<boolean> {
    if (busy.value || gone) return false;
    busy.value = true;
    problem.value = null;
    try {
      await work(...args);
      return true;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      problem.value = error;
      return false;
    } finally {
      busy.value = false;
    }
  }
  return { busy, problem, run, clear: () => (problem.value = null) };
}
