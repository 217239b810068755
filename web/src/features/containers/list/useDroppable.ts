import { InvalidError } from '@longshore/contract/coded-error';
import { compileQuery } from '@longshore/contract/query';
import { computed, type ComputedRef, type Ref } from 'vue';
import { useFleet } from '../../../data/fleet.ts';
import type { ContainerEntry } from '../../../data/fleet-entry.ts';
import { queryWords } from '../query/query-text.ts';

/** A term without which a query would find something. */
export interface Droppable {
  readonly term: string;
  readonly rest: string;
  /** How many it would find. */
  readonly count: number;
}

const SHOWN = 3;

function countMatches(containers: Iterable<ContainerEntry>, query: string): number {
  try {
    const matches = compileQuery(query);
    let count = 0;
    for (const entry of containers) if (matches(entry)) count += 1;
    return count;
  } catch (error) {
    if (error instanceof InvalidError) return 0;
    throw error;
  }
}

/** Which terms keep everything away, the most fruitful first. None for a query of one term: without it is everything. */
export function useDroppable(query: Ref<string>): ComputedRef<readonly Droppable[]> {
  const fleet = useFleet();
  return computed(() => {
    const words = queryWords(query.value);
    if (words.length < 2) return [];
    return words
      .map((term, index) => {
        const rest = words.filter((_, at) => at !== index).join(' ');
        return { term, rest, count: countMatches(fleet.containers.values(), rest) };
      })
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count)
      .slice(0, SHOWN);
  });
}
