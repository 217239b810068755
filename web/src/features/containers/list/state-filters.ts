import type { Counts } from '../../../data/tally.ts';
import { containerStates, type ContainerState } from '@longshore/contract/states';
import { valuesOf, withoutFields, withValues } from '../query/query-text.ts';

/** What can be counted and asked for with one press: a state, or one of the two health states that are worth a look. */
export type StateFilter = ContainerState | 'unhealthy' | 'starting';

/** Trouble first, after what runs. */
const order: readonly StateFilter[] = ['running', 'unhealthy', 'restarting', 'dead', 'starting', 'paused', 'removing', 'exited', 'created'];

const isState = (filter: StateFilter): filter is ContainerState => containerStates.some((state) => state === filter);

export const countOf = ({ states, health }: Counts, filter: StateFilter): number =>
  filter === 'unhealthy' || filter === 'starting' ? health[filter] : states[filter];

/** The one state that a query asks for; undefined when it asks for none, or for something else as well. */
export function chosenFilter(query: string): StateFilter | undefined {
  const states = valuesOf(query, 'state');
  const health = valuesOf(query, 'health');
  return order.find((filter) => {
    const [mine, other] = isState(filter) ? [states, health] : [health, states];
    return mine.length === 1 && mine[0] === filter && other.length === 0;
  });
}

/** The query without what it asks of states: what the counts are counted over. */
export const withoutFilter = (query: string): string => withoutFields(query, ['state', 'health']);

/** The query that asks for this state, in place of the one it asked for. */
export const withFilter = (query: string, filter: StateFilter): string =>
  withValues(withoutFilter(query), isState(filter) ? 'state' : 'health', [filter]);

/** Those that exist now, those that always may, and the one that was asked for. */
export const shownFilters = (counts: Counts, chosen: StateFilter | undefined): StateFilter[] =>
  order.filter((filter) => filter === 'running' || filter === chosen || countOf(counts, filter) > 0);
