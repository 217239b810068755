import { sortColumns, type Sort, type SortColumn } from '../../../data/container-order.ts';
import type { ListRow } from '../../../data/container-list.ts';
import { t } from '../../../lib/i18n.ts';
import type { Column, Sort as TableSort } from '../../../ui/table/columns.ts';

/** What a list of containers can show of each, in the order of the table. */
export const columnNames = [
  'state',
  'name',
  'host',
  'stack',
  'image',
  'cpu',
  'memory',
  'ports',
  'started',
  'created',
  'health',
  'restarts',
  'networks',
  'labels',
  'id',
] as const;
export type ColumnName = (typeof columnNames)[number];

/** A list without these would be none. */
export const fixedColumns: readonly ColumnName[] = ['state', 'name'];
export const usualColumns: readonly ColumnName[] = ['state', 'name', 'host', 'stack', 'image', 'cpu', 'memory', 'ports', 'started'];

export const isColumn = (name: string): name is ColumnName => columnNames.some((column) => column === name);

type Shape = Omit<Column<ListRow>, 'key' | 'label' | 'sortable' | 'text'>;

/** Those that a card tells in its summary have no place of their own there. */
const shapes: Record<ColumnName, Shape> = {
  state: { width: 136, card: 'corner' },
  name: { min: 140, grow: 1.4, card: 'title' },
  host: { min: 92, grow: 0.7, card: 'none' },
  stack: { min: 96, grow: 0.6, hideBelow: 860, card: 'none' },
  image: { min: 150, grow: 2.4, hideBelow: 760, card: 'none' },
  cpu: { width: 128, align: 'end', card: 'none' },
  memory: { width: 84, align: 'end', card: 'none' },
  ports: { width: 104, hideBelow: 1000, card: 'none' },
  started: { width: 84, align: 'end', hideBelow: 700, card: 'none' },
  created: { width: 76, align: 'end' },
  health: { width: 96, card: 'half' },
  restarts: { width: 84, align: 'end' },
  networks: { min: 110, grow: 0.8 },
  labels: { min: 160, grow: 1.2, card: 'none' },
  id: { width: 118, card: 'none' },
};

/** Cards only. */
const summary = (): Column<ListRow> => ({
  key: 'summary',
  label: t('containers.columns.summary'),
  labelHidden: true,
  hideBelow: Number.POSITIVE_INFINITY,
  card: 'line',
});
const actions = (): Column<ListRow> => ({
  key: 'actions',
  label: t('containers.columns.actions'),
  labelHidden: true,
  width: 148,
  align: 'end',
  card: 'line',
});

const texts: Partial<Record<ColumnName, (row: ListRow) => string>> = {
  networks: ({ entry }) => entry.row.networks.join(', '),
  labels: ({ entry }) =>
    Object.entries(entry.row.labels)
      .map(([name, value]) => (value === '' ? name : `${name}=${value}`))
      .join(', '),
};

const isSortable = (name: string): name is SortColumn => sortColumns.some((column) => column === name);
/** The table knows the column by its plural, the order by the first of its ports. */
const orders: Partial<Record<ColumnName, SortColumn>> = { ports: 'port' };
const orderOf = (name: ColumnName): SortColumn | undefined => orders[name] ?? (isSortable(name) ? name : undefined);

/** The columns of a table that shows these, with the column of buttons last. */
export function tableColumns(names: readonly ColumnName[]): Column<ListRow>[] {
  const shown = columnNames.filter((name) => names.includes(name) || fixedColumns.includes(name));
  const columns = shown.map((name): Column<ListRow> => {
    const text = texts[name];
    return {
      ...shapes[name],
      key: name,
      label: t(`containers.columns.${name}`),
      sortable: orderOf(name) !== undefined,
      ...(text && { text }),
    };
  });
  return [summary(), ...columns, actions()];
}

export const usualSort: Sort = { column: 'name', descending: false };

/** `name`, `-cpu`: a sort as the address and saved views hold it; undefined when the text is none. */
export function readSort(text: string): Sort | undefined {
  const descending = text.startsWith('-');
  const column = descending ? text.slice(1) : text;
  return isSortable(column) ? { column, descending } : undefined;
}
export const writeSort = ({ column, descending }: Sort): string => `${descending ? '-' : ''}${column}`;

export const toTableSort = ({ column, descending }: Sort): TableSort => ({
  key: columnNames.find((name) => orderOf(name) === column) ?? column,
  direction: descending ? 'descending' : 'ascending',
});
export function fromTableSort({ key, direction }: TableSort): Sort {
  const column = isColumn(key) ? orderOf(key) : undefined;
  return column === undefined ? usualSort : { column, descending: direction === 'descending' };
}
