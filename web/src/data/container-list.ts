import type { QuerySubject } from '@longshore/contract/query';
import type { ContainerStats } from '@longshore/contract/stats';
import { comparator, type Sort, type Sortable, sortValue } from './container-order.ts';
import type { ContainerEntry } from './fleet-entry.ts';

/**
 * Why a row stands out: it just came (`new`), its container was removed (`removed`), or it matches the query no longer (`left`).
 * Those that go are shown a moment longer.
 */
export type RowMark = 'new' | 'removed' | 'left';

/** One row of a list. It never changes: a change makes another one with the same key. */
export interface ListRow extends Sortable {
  readonly key: string;
  readonly entry: ContainerEntry;
  readonly mark: RowMark | undefined;
}

/** Milliseconds that a mark lasts. */
export const MARK_MS = 1000;

export interface ListSource {
  readonly containers: ReadonlyMap<string, ContainerEntry>;
  /** What a container uses, if that is known. */
  stats(key: string): ContainerStats | undefined;
}

type Compare = (a: Sortable, b: Sortable) => number;

/** Two sorted lists as one. */
function merge(a: readonly ListRow[], b: readonly ListRow[], compare: Compare): readonly ListRow[] {
  if (b.length === 0) return a;
  const merged: ListRow[] = [];
  let at = 0;
  for (const row of a) {
    for (let next = b[at]; next !== undefined && compare(next, row) < 0; next = b[at]) {
      merged.push(next);
      at += 1;
    }
    merged.push(row);
  }
  return at === 0 ? [...merged, ...b] : merged.concat(b.slice(at));
}

/**
 * The rows that match a query, in order. It follows changes in one pass over the list and a sort of what changed, and can
 * hold its order while somebody points at it: values go on changing then, places do not.
 */
export class ContainerList {
  readonly #source: ListSource;
  #matches: (subject: QuerySubject) => boolean;
  #sort: Sort;
  #compare: Compare;
  /** What matches now, in order. */
  #rows: readonly ListRow[] = [];
  /** What is shown: the same, with those that go; or, while held, what was shown when the hold began. */
  #shown: readonly ListRow[] = [];
  /** Rows that go, until when; and rows that came, until when. */
  readonly #leaving = new Map<string, { row: ListRow; until: number }>();
  readonly #arrived = new Map<string, number>();
  #held = false;

  constructor(source: ListSource, matches: (subject: QuerySubject) => boolean, sort: Sort) {
    this.#source = source;
    this.#matches = matches;
    this.#sort = sort;
    this.#compare = comparator(sort);
    this.rebuild();
  }

  get shown(): readonly ListRow[] {
    return this.#shown;
  }

  /** How many match now. */
  get total(): number {
    return this.#rows.length;
  }

  /** How many rows would come, go or move if the hold ended. */
  get pending(): number {
    if (!this.#held) return 0;
    let staying = 0;
    let going = 0;
    let misplaced = 0;
    let former: ListRow | undefined;
    for (const row of this.#shown) {
      if (row.mark === 'removed' || row.mark === 'left') {
        going += 1;
        continue;
      }
      staying += 1;
      // Rows in order have no neighbours out of order; one row that moved makes one such pair.
      if (former !== undefined && this.#compare(former, row) > 0) misplaced += 1;
      former = row;
    }
    return going + misplaced + (this.#rows.length - staying);
  }

  /** Milliseconds (of the clock given to `update`) when the next mark ends; undefined when there is none. */
  get nextExpiry(): number | undefined {
    const times = [...this.#arrived.values(), ...[...this.#leaving.values()].map(({ until }) => until)];
    return times.length === 0 ? undefined : times.reduce((a, b) => Math.min(a, b));
  }

  /** Somebody asked for another order or query: shown at once, held or not. */
  show(matches: (subject: QuerySubject) => boolean, sort: Sort): void {
    this.#matches = matches;
    this.#sort = sort;
    this.#compare = comparator(sort);
    this.rebuild();
  }

  hold(held: boolean): void {
    if (held === this.#held) return;
    this.#held = held;
    if (!held) this.apply();
  }

  /** Shows what a hold kept back. */
  apply(): void {
    this.#leaving.clear();
    this.#shown = this.#rows;
  }

  /** Everything anew, without marks. */
  rebuild(): void {
    const rows: ListRow[] = [];
    for (const entry of this.#source.containers.values()) if (this.#isMatch(entry)) rows.push(this.#row(entry, undefined));
    this.#rows = rows.sort(this.#compare);
    this.#arrived.clear();
    this.apply();
  }

  /** Takes the containers that came, changed or went. `now` in milliseconds. */
  update(keys: ReadonlySet<string>, now: number): void {
    const former = new Map<string, ListRow>();
    const staying: ListRow[] = [];
    for (const row of this.#rows) {
      if (keys.has(row.key)) former.set(row.key, row);
      else staying.push(row);
    }
    const changed = new Map<string, ListRow>();
    for (const key of keys) {
      const entry = this.#source.containers.get(key);
      if (entry !== undefined && this.#isMatch(entry)) changed.set(key, this.#changedRow(entry, former.get(key), now));
      else this.#left(key, former.get(key), entry, now);
    }
    this.#rows = merge(staying, [...changed.values()].sort(this.#compare), this.#compare);
    if (this.#held) this.#shown = this.#shown.map((row) => (keys.has(row.key) ? this.#heldRow(row) : row));
    else this.#showLeaving();
  }

  /** Ends the marks whose time is over. */
  expire(now: number): void {
    const over = (until: number): boolean => until <= now;
    for (const [key, { until }] of this.#leaving) if (over(until)) this.#leaving.delete(key);
    const arrived = new Set<string>();
    for (const [key, until] of this.#arrived) {
      if (!over(until)) continue;
      this.#arrived.delete(key);
      arrived.add(key);
    }
    const unmark = (row: ListRow): ListRow => (arrived.has(row.key) && row.mark === 'new' ? { ...row, mark: undefined } : row);
    if (arrived.size > 0) this.#rows = this.#rows.map(unmark);
    if (!this.#held) this.#showLeaving();
    else if (arrived.size > 0) this.#shown = this.#shown.map(unmark);
  }

  #isMatch(entry: ContainerEntry): boolean {
    const stats = this.#source.stats(entry.key);
    if (stats === undefined) return this.#matches(entry);
    const { row, hostName, hostTags, hostGroup, stale } = entry;
    return this.#matches({ row, hostName, hostTags, hostGroup, stale, stats });
  }

  #row(entry: ContainerEntry, mark: RowMark | undefined): ListRow {
    const value = sortValue(this.#sort, entry, this.#source.stats(entry.key));
    return { key: entry.key, entry, value, mark };
  }

  #changedRow(entry: ContainerEntry, former: ListRow | undefined, now: number): ListRow {
    this.#leaving.delete(entry.key);
    if (former === undefined) this.#arrived.set(entry.key, now + MARK_MS);
    return this.#row(entry, former === undefined ? 'new' : former.mark);
  }

  #left(key: string, former: ListRow | undefined, entry: ContainerEntry | undefined, now: number): void {
    const leaving = this.#leaving.get(key);
    const row = former ?? leaving?.row;
    if (row === undefined) return;
    this.#arrived.delete(key);
    this.#leaving.set(key, { row: this.#goingRow(row, entry), until: leaving?.until ?? now + MARK_MS });
  }

  #goingRow(row: ListRow, entry: ContainerEntry | undefined): ListRow {
    return entry === undefined ? { ...row, mark: 'removed' } : { ...row, entry, mark: 'left' };
  }

  /** A row of a held list: as it is now, in the place where it was. */
  #heldRow(row: ListRow): ListRow {
    const entry = this.#source.containers.get(row.key);
    return entry !== undefined && this.#isMatch(entry) ? this.#row(entry, undefined) : this.#goingRow(row, entry);
  }

  #showLeaving(): void {
    const leaving = [...this.#leaving.values()].map(({ row }) => row);
    this.#shown = leaving.length === 0 ? this.#rows : merge(this.#rows, leaving.sort(this.#compare), this.#compare);
  }
}
