import { inject, type InjectionKey, provide, type ShallowRef, shallowRef } from 'vue';
import type { ContainerEntry } from '../../../data/fleet-entry.ts';

/** What is asked about before it is done. */
export type Question = 'stop' | 'kill' | 'rename' | 'remove';
export interface Asked {
  readonly question: Question;
  readonly entry: ContainerEntry;
}

type Ask = (question: Question, entry: ContainerEntry) => void;
const key: InjectionKey<Ask> = Symbol('ask');

/** For a page that shows ContainerDialogs: whatever is on it may ask through them. */
export function provideAsk(): { asked: ShallowRef<Asked | null>; ask: Ask } {
  const asked = shallowRef<Asked | null>(null);
  const ask: Ask = (question, entry) => (asked.value = { question, entry });
  provide(key, ask);
  return { asked, ask };
}

/** @throws Error on a page without ContainerDialogs */
export function useAsk(): Ask {
  const ask = inject(key, undefined);
  if (ask === undefined) throw new Error('This page shows no ContainerDialogs.');
  return ask;
}
