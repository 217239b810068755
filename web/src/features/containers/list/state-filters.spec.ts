import { describe, expect, it } from 'vitest';
import { type Counts, noCounts } from '../../../data/tally.ts';
import { chosenFilter, shownFilters, withFilter, withoutFilter } from './state-filters.ts';

const counts: Counts = {
  ...noCounts,
  total: 3,
  states: { ...noCounts.states, running: 2, exited: 1 },
  health: { ...noCounts.health, unhealthy: 1 },
};

describe('filters by state', () => {
  it('replace one another in the query and leave the rest of it alone', () => {
    const running = withFilter('nginx host:web-*', 'running');
    expect(running).toBe('host:web-* state:running nginx');
    expect(chosenFilter(running)).toBe('running');
    const unhealthy = withFilter(running, 'unhealthy');
    expect(unhealthy).toBe('host:web-* health:unhealthy nginx');
    expect(chosenFilter(unhealthy)).toBe('unhealthy');
    expect(withoutFilter(unhealthy)).toBe('host:web-* nginx');
  });

  it('are chosen only by a query that asks for one state alone', () => {
    expect(chosenFilter('state:running,exited')).toBeUndefined();
    expect(chosenFilter('-state:running')).toBeUndefined();
    expect(chosenFilter('state:running health:healthy')).toBeUndefined();
  });

  it('are shown when there is something to count, or when chosen', () => {
    expect(shownFilters(counts, undefined)).toEqual(['running', 'unhealthy', 'exited']);
    expect(shownFilters(noCounts, 'dead')).toEqual(['running', 'dead']);
  });
});
