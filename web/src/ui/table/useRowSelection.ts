import type { Ref } from 'vue';
import { between, toggled } from './selection.ts';

export type RowSelection = {
  /** Selects the row or takes it back; the next range starts here. */
  toggle: (key: string) => void;
  /** Selects from where the last toggle was up to this row, and gives back what an earlier range of this start took too far. */
  extend: (key: string, from?: string) => void;
  setAll: (all: boolean) => void;
};

/** Selecting as in a file list: single rows, ranges with Shift, all. `keys` are the rows as shown. */
export function useRowSelection(selected: Ref<ReadonlySet<string>>, keys: () => readonly string[]): RowSelection {
  let anchor: string | undefined;
  /** What was selected before the range that is being drawn. */
  let base: ReadonlySet<string> = new Set();

  function toggle(key: string): void {
    base = toggled(selected.value, key);
    selected.value = base;
    anchor = key;
  }
  function extend(key: string, from = key): void {
    if (anchor === undefined) {
      anchor = from;
      base = selected.value;
    }
    selected.value = new Set([...base, ...between(keys(), anchor, key)]);
  }
  function setAll(all: boolean): void {
    selected.value = new Set(all ? keys() : []);
    anchor = undefined;
  }
  return { toggle, extend, setAll };
}
