import { type ComputedRef, computed, ref } from 'vue';
import { readStored, writeStored } from '../../../lib/stored.ts';
import { type ColumnName, columnNames, fixedColumns, isColumn, usualColumns } from './list-columns.ts';

const KEY = 'containers.columns';

/** In the table's order; the fixed ones are always there. */
const inOrder = (names: readonly string[]): ColumnName[] =>
  columnNames.filter((name) => names.includes(name) || fixedColumns.includes(name));

function stored(): ColumnName[] {
  const text = readStored(KEY);
  return text === null ? [...usualColumns] : inOrder(text.split(',').filter(isColumn));
}

export interface Columns {
  shown: ComputedRef<readonly ColumnName[]>;
  areUsual: ComputedRef<boolean>;
  /** Unknown names, as of a newer version's view, are passed over; none at all means the usual ones. */
  show: (names: readonly string[]) => void;
  toggle: (name: ColumnName, wanted: boolean) => void;
  reset: () => void;
}

/** Which columns a person wants to see in lists of containers; remembered by the browser. */
export function useColumns(): Columns {
  const names = ref<readonly ColumnName[]>(stored());
  const areUsual = computed(() => names.value.join(',') === usualColumns.join(','));

  function show(wanted: readonly string[]): void {
    names.value = wanted.some(isColumn) ? inOrder(wanted) : usualColumns;
    writeStored(KEY, areUsual.value ? null : names.value.join(','));
  }
  return {
    shown: computed(() => names.value),
    areUsual,
    show,
    toggle: (name, wanted) => show(wanted ? [...names.value, name] : names.value.filter((other) => other !== name)),
    reset: () => show(usualColumns),
  };
}
