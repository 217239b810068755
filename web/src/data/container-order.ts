import type { ContainerStats } from '@longshore/contract/stats';
import type { ContainerEntry } from './fleet-entry.ts';
import { naturally } from './natural-order.ts';

/** What a list of containers can be sorted by. */
export const sortColumns = ['name', 'host', 'stack', 'image', 'state', 'created', 'started', 'restarts', 'cpu', 'memory', 'port'] as const;
export type SortColumn = (typeof sortColumns)[number];

export interface Sort {
  readonly column: SortColumn;
  readonly descending: boolean;
}

/** Undefined stands last, whichever the direction. */
export type SortValue = string | number | undefined;

/** What asks for attention first. */
function attention({ row }: ContainerEntry): number {
  switch (row.state) {
    case 'dead':
      return 0;
    case 'restarting':
      return 1;
    case 'running':
      return row.health === 'unhealthy' ? 2 : row.health === 'starting' ? 6 : 7;
    case 'exited':
      return row.exitCode === 0 ? 9 : 3;
    case 'removing':
      return 4;
    case 'paused':
      return 5;
    case 'created':
      return 8;
  }
}

const values: Record<SortColumn, (entry: ContainerEntry, stats: ContainerStats | undefined) => SortValue> = {
  name: ({ order }) => order,
  host: ({ hostName }) => naturally(hostName),
  stack: ({ stack }) => (stack === undefined ? undefined : naturally(stack)),
  image: ({ row }) => naturally(row.image),
  state: attention,
  created: ({ row }) => row.created,
  started: ({ row }) => row.started,
  restarts: ({ row }) => row.restarts,
  cpu: (_entry, stats) => stats?.cpu ?? undefined,
  memory: (_entry, stats) => stats?.memory,
  port: ({ row }) => row.ports.find(({ host }) => host !== undefined)?.host,
};

export const sortValue = ({ column }: Sort, entry: ContainerEntry, stats: ContainerStats | undefined): SortValue => values[column](entry, stats);

/** Does the order depend on samples, which change without the containers changing? */
export const sortsByStats = ({ column }: Sort): boolean => column === 'cpu' || column === 'memory';

/** What two rows are compared by. After the value the name, and last the key, so that no two rows are ever equal and the order never wavers. */
export interface Sortable {
  readonly value: SortValue;
  readonly entry: Pick<ContainerEntry, 'key' | 'order'>;
}

export function comparator({ descending }: Sort): (a: Sortable, b: Sortable) => number {
  const sign = descending ? -1 : 1;
  return (a, b) => {
    if (a.value !== b.value) {
      if (a.value === undefined) return 1;
      if (b.value === undefined) return -1;
      return a.value < b.value ? -sign : sign;
    }
    const [one, other] = [a.entry, b.entry];
    if (one.order !== other.order) return one.order < other.order ? -1 : 1;
    return one.key < other.key ? -1 : one.key > other.key ? 1 : 0;
  };
}
