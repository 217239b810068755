import { computed, type ComputedRef, type Ref, watch } from 'vue';

export type CurrentRow = {
  /** Where the current row is now; -1 when there is none. */
  index: ComputedRef<number>;
  /** Moves by so many rows, stopping at the ends. Returns the key it is now on. */
  move: (by: number) => string | undefined;
};

/** The row the keyboard is on. It is a key, not a place: rows may move under it. When it goes, its place is taken up again. */
export function useCurrentRow(current: Ref<string | undefined>, keys: () => readonly string[], show: (index: number) => void): CurrentRow {
  const index = computed(() => (current.value === undefined ? -1 : keys().indexOf(current.value)));
  let place = 0;
  watch(
    index,
    (now) => {
      if (now >= 0) place = now;
    },
    { immediate: true },
  );

  function move(by: number): string | undefined {
    const all = keys();
    if (all.length === 0) return undefined;
    // From nowhere, or from a row that is gone, the first step lands on the row at that place.
    const to = index.value < 0 ? place : index.value + by;
    const at = Math.min(Math.max(to, 0), all.length - 1);
    // Not read back from the model: an owner that holds it answers only with its next update.
    const key = all[at];
    current.value = key;
    show(at);
    return key;
  }
  return { index, move };
}
