import { isDeepStrictEqual } from 'node:util';
import type { ContainerRow } from '@longshore/contract/containers';
import type { MirrorDelta, MirrorSnapshot } from '@longshore/contract/mirror';
import { StringPool } from './string-pool.ts';

/** What became of one row; `before` is what the fleet knew until now. */
export type RowChange =
  | { readonly op: 'put'; readonly row: ContainerRow; readonly before?: ContainerRow | undefined }
  | { readonly op: 'del'; readonly before: ContainerRow };

const byName = (a: ContainerRow, b: ContainerRow): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1);

/** The containers of one host as its agent last told them. Rows are never changed, only replaced: holders may keep them. */
export class HostMirror {
  /** Of the agent's run that the rows come from; null before the first snapshot. */
  epoch: string | null = null;
  revision = 0;
  readonly #strings: StringPool;
  #rows = new Map<string, ContainerRow>();
  #sorted: readonly ContainerRow[] | undefined;

  constructor(strings: StringPool = new StringPool()) {
    this.#strings = strings;
  }

  get size(): number {
    return this.#rows.size;
  }

  get(id: string): ContainerRow | undefined {
    return this.#rows.get(id);
  }

  rows(): IterableIterator<ContainerRow> {
    return this.#rows.values();
  }

  /** Sorted by name; the same array until something changes. */
  sorted(): readonly ContainerRow[] {
    this.#sorted ??= [...this.#rows.values()].sort(byName);
    return this.#sorted;
  }

  /** Takes a whole picture; tells what differs from the former one. */
  replace(snapshot: MirrorSnapshot): RowChange[] {
    const changes: RowChange[] = [];
    const former = this.#rows;
    this.#rows = new Map();
    for (const row of snapshot.rows.container) {
      const before = former.get(row.id);
      former.delete(row.id);
      if (before !== undefined && isDeepStrictEqual(before, row)) {
        this.#rows.set(row.id, before);
        continue;
      }
      this.#share(row);
      this.#rows.set(row.id, row);
      changes.push({ op: 'put', row, before });
    }
    for (const before of former.values()) changes.push({ op: 'del', before });
    if (changes.length > 0) this.#sorted = undefined;
    this.epoch = snapshot.epoch;
    this.revision = snapshot.revision;
    return changes;
  }

  /** Takes the next changes. Null: they do not follow what is known here, a snapshot is needed. */
  apply(delta: MirrorDelta): RowChange[] | null {
    if (delta.epoch !== this.epoch || delta.from > this.revision) return null;
    // Told twice, as after a link that was lost while the first telling was on its way.
    if (delta.revision <= this.revision) return [];
    if (delta.from < this.revision) return null;
    const changes: RowChange[] = [];
    for (const change of delta.changes) {
      if (change.op === 'put') {
        this.#share(change.row);
        changes.push({ op: 'put', row: change.row, before: this.#rows.get(change.row.id) });
        this.#rows.set(change.row.id, change.row);
      } else {
        const before = this.#rows.get(change.id);
        if (before === undefined) continue;
        this.#rows.delete(change.id);
        changes.push({ op: 'del', before });
      }
    }
    if (changes.length > 0) this.#sorted = undefined;
    this.revision = delta.revision;
    return changes;
  }

  #share(row: ContainerRow): void {
    const share = (text: string): string => this.#strings.share(text);
    row.image = share(row.image);
    row.imageId = share(row.imageId);
    row.command = share(row.command);
    row.networks = row.networks.map(share);
    for (const [name, value] of Object.entries(row.labels)) row.labels[name] = share(value);
    for (const port of row.ports) {
      port.protocol = share(port.protocol);
      if (port.ip !== undefined) port.ip = share(port.ip);
    }
  }
}
