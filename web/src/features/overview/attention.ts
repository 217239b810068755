import type { ContainerEntry } from '../../data/fleet-entry.ts';

/** Codes of a program that ended as asked: by itself, or by the TERM or KILL that `docker stop` sends. */
const CALM = [0, 137, 143];
/** Whatever ended longer ago somebody has seen by now. Seconds. */
const LATELY = 24 * 3600;

/** How much it asks for somebody to look, 1 most; undefined when it does not. @param now seconds since the epoch */
export function urgency({ row }: ContainerEntry, now: number): number | undefined {
  if (row.state === 'dead') return 1;
  if (row.state === 'restarting') return 2;
  if (row.state === 'running') return row.health === 'unhealthy' ? 3 : undefined;
  if (row.state !== 'exited' || now - (row.finished ?? 0) > LATELY) return undefined;
  if (row.oomKilled === true) return 4;
  return row.exitCode === undefined || CALM.includes(row.exitCode) ? undefined : 5;
}

export interface Attention {
  /** The most urgent ones, newest trouble first among equals. */
  readonly first: readonly ContainerEntry[];
  readonly total: number;
}

/** What asks for somebody to look. A silent host speaks for its containers: theirs is an old story. */
export function attentionOf(containers: Iterable<ContainerEntry>, shown: number, now: number): Attention {
  const found: { entry: ContainerEntry; urgency: number; since: number }[] = [];
  for (const entry of containers) {
    const how = entry.stale ? undefined : urgency(entry, now);
    if (how !== undefined) found.push({ entry, urgency: how, since: entry.row.finished ?? entry.row.started ?? 0 });
  }
  found.sort((a, b) => a.urgency - b.urgency || b.since - a.since || (a.entry.key < b.entry.key ? -1 : 1));
  return { first: found.slice(0, shown).map(({ entry }) => entry), total: found.length };
}
