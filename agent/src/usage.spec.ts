import { describe, expect, it } from 'vitest';
import { StatsDocument } from './engine/documents.ts';
import { readingOf, usageBetween } from './usage.ts';

const document = (cpu: number, system: number, more: Record<string, unknown> = {}) =>
  StatsDocument.parse({
    read: '2026-01-01T00:00:01.5Z',
    cpu_stats: { cpu_usage: { total_usage: cpu }, system_cpu_usage: system, online_cpus: 4 },
    memory_stats: { usage: 1000, limit: 5000, stats: { inactive_file: 300 } },
    networks: { eth0: { rx_bytes: 1, tx_bytes: 2 }, eth1: { rx_bytes: 10, tx_bytes: 20 } },
    blkio_stats: {
      io_service_bytes_recursive: [
        { op: 'Read', value: 5 },
        { op: 'write', value: 7 },
        { op: 'Total', value: 12 },
      ],
    },
    pids_stats: { current: 3 },
    ...more,
  });

function read(...args: Parameters<typeof document>) {
  const reading = readingOf(document(...args));
  if (reading === null) throw new Error('It runs.');
  return reading;
}

describe('usage', () => {
  it('is what docker stats shows', () => {
    expect(usageBetween(read(1000, 10_000), read(2000, 14_000))).toEqual({
      at: Date.parse('2026-01-01T00:00:01.5Z'),
      cpu: 100,
      memory: 700,
      memoryLimit: 5000,
      networkIn: 11,
      networkOut: 22,
      blockRead: 5,
      blockWrite: 7,
      pids: 3,
    });
  });

  it('does not know the CPU from one reading, nor over a restart', () => {
    expect(usageBetween(undefined, read(1, 1)).cpu).toBeNull();
    expect(usageBetween(read(5000, 10_000), read(10, 14_000)).cpu).toBeNull();
    expect(usageBetween(read(10, 10), read(10, 10)).cpu).toBeNull();
  });

  it('reads cgroup v1, where the cache has another name and cores are counted by their times', () => {
    const old = read(2000, 14_000, {
      cpu_stats: { cpu_usage: { total_usage: 2000, percpu_usage: [1, 1] }, system_cpu_usage: 14_000 },
      memory_stats: { usage: 1000, limit: 5000, stats: { total_inactive_file: 400, inactive_file: 1 } },
    });
    expect(usageBetween(read(1000, 10_000), old)).toMatchObject({ cpu: 50, memory: 600 });
  });

  it('is nothing for a container that does not run', () => {
    expect(readingOf(document(0, 0, { read: '0001-01-01T00:00:00Z' }))).toBeNull();
  });
});
