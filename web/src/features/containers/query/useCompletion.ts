import type { QueryField } from '@longshore/contract/query';
import { computed, type ComputedRef, type Ref, ref, shallowRef, watch } from 'vue';
import { useFleet } from '../../../data/fleet.ts';
import { complete, type Completion, type Suggestion } from './complete.ts';
import { fleetValues, type ValueCounts } from './fleet-values.ts';

export interface CompletionList {
  /** What may come next; nothing while the list is closed. */
  readonly suggestions: ComputedRef<readonly Suggestion[]>;
  readonly completion: ComputedRef<Completion | undefined>;
  /** The line that Enter takes; -1 when it takes none. */
  readonly active: Ref<number>;
  open: () => void;
  close: () => void;
  move: (by: 1 | -1) => void;
}

/** Completion of a text at its caret, from the fleet as it was when the list was opened. */
export function useCompletion(text: () => string, caret: () => number): CompletionList {
  const fleet = useFleet();
  const isOpen = ref(false);
  const active = ref(-1);
  /** Walking 20,000 rows once per field and visit is enough. */
  const values = shallowRef(new Map<QueryField, ValueCounts>());

  function valuesOf(field: QueryField): ValueCounts {
    const known = values.value.get(field) ?? fleetValues(fleet.containers.values(), field);
    values.value.set(field, known);
    return known;
  }
  const completion = computed(() => (isOpen.value ? complete(text(), caret(), valuesOf) : undefined));
  const suggestions = computed(() => completion.value?.suggestions ?? []);
  // What is typed is taken as it is, unless it must be one of a few.
  watch(completion, (now) => (active.value = now?.closed === true && now.suggestions.length > 0 ? 0 : -1));

  return {
    suggestions,
    completion,
    active,
    open: () => {
      if (!isOpen.value) values.value = new Map();
      isOpen.value = true;
    },
    close: () => (isOpen.value = false),
    move: (by) => {
      const count = suggestions.value.length;
      if (count > 0) active.value = active.value < 0 && by < 0 ? count - 1 : (active.value + by + count) % count;
    },
  };
}
