import type { HostEntry } from '../../data/hosts.ts';
import { naturally } from '../../data/natural-order.ts';
import type { Sort } from '../../ui/table/columns.ts';
import { engineInfo, hostState } from './host-state.ts';

/** What asks for attention first. */
const attention = { silent: 0, offline: 1, revoked: 2, online: 3 };

/** Undefined stands last, whichever the direction. */
const values: Record<string, (entry: HostEntry) => string | number | undefined> = {
  name: ({ host }) => naturally(host.name),
  state: ({ host }) => attention[hostState(host)],
  containers: ({ counts }) => counts.total,
  engine: ({ host }) => engineInfo(host)?.version.replace(/\d+/g, (digits) => digits.padStart(6, '0')),
  cpus: ({ host }) => engineInfo(host)?.cpus,
  memory: ({ host }) => engineInfo(host)?.memory,
  agent: ({ host }) => host.agent?.version,
  group: ({ host }) => host.group || undefined,
  seen: ({ host }) => host.lastSeenAt,
};

/** The hosts in another order; equal ones stay as they were. */
export function sortHosts(entries: readonly HostEntry[], { key, direction }: Sort): HostEntry[] {
  const value = values[key] ?? (() => undefined);
  const sign = direction === 'descending' ? -1 : 1;
  return entries
    .map((entry) => ({ entry, value: value(entry) }))
    .sort(({ value: a }, { value: b }) => {
      if (a === b) return 0;
      if (a === undefined) return 1;
      if (b === undefined) return -1;
      return a < b ? -sign : sign;
    })
    .map(({ entry }) => entry);
}

/** The hosts in which every word is found: in name, description, tags, group or versions. */
export function filterHosts(entries: readonly HostEntry[], text: string): readonly HostEntry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return entries;
  return entries.filter(({ host }) => {
    const { name, description, tags, group, agent } = host;
    const haystack = [name, description, ...tags, group, hostState(host), engineInfo(host)?.version, agent?.version]
      .join('\n')
      .toLowerCase();
    return words.every((word) => haystack.includes(word));
  });
}
