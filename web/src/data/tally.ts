import type { ContainerRow } from '@longshore/contract/containers';
import type { ContainerState, HealthState } from '@longshore/contract/states';

/** How many containers there are, by state and by health. */
export interface Counts {
  readonly total: number;
  readonly states: Readonly<Record<ContainerState, number>>;
  readonly health: Readonly<Record<HealthState, number>>;
}

const noStates: Counts['states'] = { created: 0, running: 0, restarting: 0, paused: 0, removing: 0, exited: 0, dead: 0 };
const noHealth: Counts['health'] = { starting: 0, healthy: 0, unhealthy: 0 };

export const noCounts: Counts = { total: 0, states: noStates, health: noHealth };

/** Counts that are kept up to date container by container, so that a change costs nothing that grows with the fleet. */
export class Tally {
  #total = 0;
  readonly #states = { ...noStates };
  readonly #health = { ...noHealth };

  get total(): number {
    return this.#total;
  }

  add(row: ContainerRow): void {
    this.#change(row, 1);
  }

  remove(row: ContainerRow): void {
    this.#change(row, -1);
  }

  counts(): Counts {
    return { total: this.#total, states: { ...this.#states }, health: { ...this.#health } };
  }

  #change(row: ContainerRow, by: 1 | -1): void {
    this.#total += by;
    this.#states[row.state] += by;
    if (row.health !== undefined) this.#health[row.health] += by;
  }
}

/** A tally for each of many names; those that count nothing are forgotten. */
export class Tallies {
  readonly #tallies = new Map<string, Tally>();

  add(name: string, row: ContainerRow): void {
    let tally = this.#tallies.get(name);
    if (tally === undefined) this.#tallies.set(name, (tally = new Tally()));
    tally.add(row);
  }

  remove(name: string, row: ContainerRow): void {
    const tally = this.#tallies.get(name);
    tally?.remove(row);
    if (tally?.total === 0) this.#tallies.delete(name);
  }

  counts(name: string): Counts {
    return this.#tallies.get(name)?.counts() ?? noCounts;
  }

  get size(): number {
    return this.#tallies.size;
  }

  names(): Iterable<string> {
    return this.#tallies.keys();
  }
}
