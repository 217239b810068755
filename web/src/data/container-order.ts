import type { ContainerStats } from '@longshore/contract/stats';
import type { ContainerEntry } from './fleet-entry.ts';

/** What a list of containers can be sorted by. */
export const sortColumns = ['name', 'host', 'stack', 'image', 'state', 'created', 'started', 'restarts', 'cpu', 'memory', 'port'] as const;
export type SortColumn = (typeof sortColumns)[number];

export interface Sort {
  readonly column: SortColumn;
  readonly descending: boolean;
}

/** Undefined stands last, whichever the direction. */
export type SortValue = string | number | undefined;

/** Numbers in names count as numbers: api-2 before api-10, everywhere in the world alike. */
export const naturally = (text: string): string => text.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(12, '0'));

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
  name: ({ name }) => naturally(name),
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

/** What two rows are compared by. The key is last, so that no two rows are ever equal and the order never wavers. */
export interface Sortable {
  readonly value: SortValue;
  readonly name: string;
  readonly key: string;
}

export function comparator({ descending }: Sort): (a: Sortable, b: Sortable) => number {
  const sign = descending ? -1 : 1;
  return (a, b) => {
    if (a.value !== b.value) {
      if (a.value === undefined) return 1;
      if (b.value === undefined) return -1;
      return a.value < b.value ? -sign : sign;
    }
    if (a.name !== b.name) return a.name < b.name ? -1 : 1;
    return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
  };
}
