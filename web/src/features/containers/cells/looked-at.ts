import { inject, type InjectionKey, provide, shallowReactive } from 'vue';
import { useStats } from '../../../data/stats.ts';

const key: InjectionKey<Set<string>> = Symbol('lookedAt');

/** For a list: whatever rows in view say of themselves is sampled fast, with one word to the server for all. */
export function provideLookedAt(): void {
  const looked = shallowReactive(new Set<string>());
  useStats(() => [...looked]);
  provide(key, looked);
}

/** @throws Error outside of a list that provides it */
export function useLookedAt(): Set<string> {
  const looked = inject(key, undefined);
  if (looked === undefined) throw new Error('No list provides what is looked at.');
  return looked;
}
