import { computed, type ComputedRef, inject, type InjectionKey, provide } from 'vue';

const key: InjectionKey<ComputedRef<boolean>> = Symbol('tabStop');

/**
 * Says whether the controls within take part in the Tab order. A list lets only its current row's do: else a keyboard would walk
 * through every button of every row to leave it.
 */
export function provideTabStop(isStop: () => boolean): void {
  provide(key, computed(isStop));
}

/** The tabindex for a control: -1 where the surroundings take it out of the Tab order, else nothing. */
export function useTabStop(): ComputedRef<-1 | undefined> {
  const isStop = inject(key, undefined);
  return computed(() => (isStop?.value === false ? -1 : undefined));
}
