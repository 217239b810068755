import { type QueryField, queryValues } from '@longshore/contract/query';
import type { ContainerEntry } from '../../../data/fleet-entry.ts';

/** How many containers have each value. */
export type ValueCounts = ReadonlyMap<string, number>;

const labels = ({ row }: ContainerEntry): string[] => Object.entries(row.labels).flatMap(([name, value]) => [name, `${name}=${value}`]);

const readers: Partial<Record<QueryField, (entry: ContainerEntry) => readonly string[]>> = {
  state: ({ row }) => [row.state],
  health: ({ row }) => [row.health ?? 'none'],
  is: ({ row, stale }) => [stale ? 'stale' : 'live', ...(row.tty ? ['tty'] : []), ...(row.oomKilled === true ? ['oom'] : [])],
  host: ({ hostName }) => [hostName],
  tag: ({ hostTags }) => hostTags,
  group: ({ hostGroup }) => (hostGroup === '' ? [] : [hostGroup]),
  name: ({ name }) => [name],
  image: ({ row }) => [row.image],
  stack: ({ stack }) => (stack === undefined ? [] : [stack]),
  network: ({ row }) => row.networks,
  label: labels,
  port: ({ row }) => row.ports.flatMap(({ host }) => (host === undefined ? [] : [String(host)])),
  exit: ({ row }) => (row.exitCode === undefined ? [] : [String(row.exitCode)]),
};

/** Numbers that are compared rather than met: what one might ask. */
const examples: Partial<Record<QueryField, readonly string[]>> = {
  cpu: ['>10', '>50', '>100'],
  memory: ['>256m', '>1g', '<64m'],
  pids: ['>50', '>200'],
  restarts: ['>0', '>5'],
};

export const hasExamples = (field: QueryField): boolean => examples[field] !== undefined;

/** The values of a field that completion may offer, with how many containers have each; fixed ones are there even with none. */
export function fleetValues(containers: Iterable<ContainerEntry>, field: QueryField): ValueCounts {
  const counts = new Map<string, number>((examples[field] ?? queryValues[field] ?? []).map((value) => [value, 0]));
  const read = readers[field];
  if (read === undefined) return counts;
  for (const entry of containers) for (const value of new Set(read(entry))) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
