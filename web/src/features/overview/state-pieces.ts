import type { Counts } from '../../data/tally.ts';

/** A piece of the bar that all containers make together. */
export interface StatePiece {
  readonly name: string;
  readonly count: number;
  /** Its colour, as a class. */
  readonly ink: string;
}

/** The pieces, each container in one of them: those that are not well stand apart from those that run. */
export function statePieces({ states, health }: Counts): StatePiece[] {
  const troubled = health.unhealthy + health.starting;
  const pieces: StatePiece[] = [
    // Health is told of running containers; of one that was just paused it may still be told.
    { name: 'running', count: Math.max(0, states.running - troubled), ink: 'bg-ok' },
    { name: 'starting', count: health.starting + states.paused, ink: 'bg-info' },
    { name: 'restarting', count: states.restarting + states.removing, ink: 'bg-warn' },
    { name: 'unhealthy', count: health.unhealthy + states.dead, ink: 'bg-bad' },
    { name: 'exited', count: states.exited + states.created, ink: 'bg-line-strong' },
  ];
  return pieces.filter(({ count }) => count > 0);
}
