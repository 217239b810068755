import type { Operation } from '@longshore/contract/operations';
import { computed, type ComputedRef } from 'vue';
import { useLoad } from '../../calls/useLoad.ts';
import { call } from '../../data/api.ts';
import { useOperations } from '../../data/operations.ts';
import { isActive } from './operation-words.ts';
import { mergeOperations } from './useOperationRows.ts';

/** What is being done, then what was done lately: also by others, and before this page was opened. */
export function useLatestOperations(limit: number): { active: ComputedRef<Operation[]>; ended: ComputedRef<Operation[]> } {
  const operations = useOperations();
  const { data } = useLoad((signal) => call('operation.list', {}, { limit }, { signal }));
  const all = computed(() => {
    const history = (data.value?.items ?? []).map((operation) => operations.get(operation.id) ?? operation);
    return mergeOperations(history, operations.list, true);
  });
  return {
    active: computed(() => all.value.filter(isActive)),
    ended: computed(() => all.value.filter((operation) => !isActive(operation)).slice(0, limit)),
  };
}
