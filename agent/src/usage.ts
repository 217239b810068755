import type { ContainerStats } from '@longshore/contract/stats';
import type { StatsDocument } from './engine/documents.ts';
import { secondsOf } from './engine/times.ts';

/** One reading of a container's counters. */
export interface Reading {
  /** Milliseconds since the epoch, by the engine's clock. */
  at: number;
  /** Nanoseconds of CPU used by the container, and by the whole machine, since they started. */
  cpu: number;
  system: number;
  cores: number;
  rest: Omit<ContainerStats, 'at' | 'cpu'>;
}

/** The reading in an engine's document; null when the container does not run. */
export function readingOf(document: StatsDocument): Reading | null {
  const seconds = secondsOf(document.read);
  if (seconds === undefined) return null;
  const { cpu_usage: usage, system_cpu_usage: system, online_cpus: cores } = document.cpu_stats;
  const networks = Object.values(document.networks ?? {});
  const blocks = document.blkio_stats?.io_service_bytes_recursive ?? [];
  const moved = (op: string) => sum(blocks.filter((entry) => entry.op.toLowerCase() === op).map((entry) => entry.value));
  return {
    at: seconds * 1000,
    cpu: usage.total_usage,
    system,
    cores: cores === 0 ? (usage.percpu_usage?.length ?? 1) : cores,
    rest: {
      memory: memoryOf(document.memory_stats),
      memoryLimit: document.memory_stats.limit,
      networkIn: sum(networks.map((network) => network.rx_bytes)),
      networkOut: sum(networks.map((network) => network.tx_bytes)),
      blockRead: moved('read'),
      blockWrite: moved('write'),
      pids: document.pids_stats?.current ?? 0,
    },
  };
}

/** The use between two readings, as `docker stats` computes it. */
export function usageBetween(before: Reading | undefined, now: Reading): ContainerStats {
  return { at: now.at, cpu: before === undefined ? null : cpuBetween(before, now), ...now.rest };
}

/** Percent of one core. Null when the readings are of different runs, or are the same. */
function cpuBetween(before: Reading, now: Reading): number | null {
  const [used, passed] = [now.cpu - before.cpu, now.system - before.system];
  return used < 0 || passed <= 0 ? null : (used / passed) * now.cores * 100;
}

/** Without the cache of files that nobody used lately, which cgroup v1 and v2 name differently. */
function memoryOf({ usage, stats }: StatsDocument['memory_stats']): number {
  const cache = stats?.total_inactive_file ?? stats?.inactive_file ?? 0;
  return cache < usage ? usage - cache : usage;
}

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
