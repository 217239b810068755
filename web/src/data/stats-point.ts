import type { ContainerStats } from '@longshore/contract/stats';

/** Bytes per second since the sample before. */
export interface Rates {
  readonly networkIn: number;
  readonly networkOut: number;
  readonly blockRead: number;
  readonly blockWrite: number;
}

/** One sample, with the rates it gives together with the one before: null for the first, and when the counters began anew. */
export interface StatsPoint {
  readonly stats: ContainerStats;
  readonly rates: Rates | null;
}

const counters = ['networkIn', 'networkOut', 'blockRead', 'blockWrite'] as const;

export function statsPoint(stats: ContainerStats, former: ContainerStats | undefined): StatsPoint {
  const seconds = (stats.at - (former?.at ?? stats.at)) / 1000;
  if (former === undefined || seconds <= 0 || counters.some((name) => stats[name] < former[name])) return { stats, rates: null };
  const rate = (name: (typeof counters)[number]): number => (stats[name] - former[name]) / seconds;
  return {
    stats,
    rates: {
      networkIn: rate('networkIn'),
      networkOut: rate('networkOut'),
      blockRead: rate('blockRead'),
      blockWrite: rate('blockWrite'),
    },
  };
}
