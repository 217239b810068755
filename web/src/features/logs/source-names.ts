import type { ContainerEntry } from '../../data/fleet-entry.ts';
import type { LogTarget } from '../../data/logs.ts';

/** What a source is called: always with its host, and as short as it may be told from the others. */
export interface SourceName {
  readonly full: string;
  readonly short: string;
}

/** The names of targets. A container that is gone has its id. */
export function sourceNames(
  targets: readonly LogTarget[],
  find: (host: string, container: string) => Pick<ContainerEntry, 'name' | 'hostName'> | undefined,
): SourceName[] {
  const parts = targets.map(({ host, container }) => find(host, container) ?? { name: container.slice(0, 12), hostName: '' });
  const once = new Set(parts.map(({ name }) => name)).size === parts.length;
  return parts.map(({ name, hostName }) => {
    const full = hostName === '' ? name : `${name}@${hostName}`;
    return { full, short: once ? name : full };
  });
}
