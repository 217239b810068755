import type { ContainerSummary } from '../engine/documents.ts';
import type { Mirror } from './mirror.ts';

/** Ids of containers whose networks are not those of the mirror, by the engine's list. */
export function networksDiffer(listed: readonly ContainerSummary[], mirror: Pick<Mirror, 'row'>): string[] {
  return listed
    .filter(({ Id, NetworkSettings }) => {
      const known = mirror.row(Id)?.networks;
      const now = Object.keys(NetworkSettings?.Networks ?? {}).sort();
      return known !== undefined && now.join() !== known.join();
    })
    .map(({ Id }) => Id);
}
