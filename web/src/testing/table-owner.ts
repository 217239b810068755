import { markRaw, shallowReactive } from 'vue';
import type { Sort } from '../ui/table/columns.ts';

export type OwnedRow = { id: string; name: string; cpu: number };

/** What TableOwner holds, and what it saw happen. */
export type Owned = {
  rows: OwnedRow[];
  label: string;
  empty: string;
  selected: ReadonlySet<string>;
  current: string | undefined;
  sort: Sort | undefined;
  opened: string[];
  held: boolean[];
  /** Ids of rows whose cell was drawn, in that order. */
  drawn: string[];
};

const make = (count: number): OwnedRow[] =>
  Array.from({ length: count }, (_, index) => ({ id: `id${index}`, name: `api-${index}`, cpu: index }));

export const owned = (count: number): Owned =>
  shallowReactive<Owned>({
    rows: make(count),
    label: 'Containers',
    empty: 'No containers',
    selected: new Set<string>(),
    current: undefined,
    sort: undefined,
    opened: markRaw([]),
    held: markRaw([]),
    drawn: markRaw([]),
  });
