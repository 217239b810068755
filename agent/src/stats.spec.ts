import type { StatsSample } from '@longshore/contract/sockets/agent';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { inspectDocument } from '../test-support/fake-engine.ts';
import { InspectDocument, StatsDocument } from './engine/documents.ts';
import type { EngineContainers } from './engine/containers.ts';
import { LinkSession } from './link/session.ts';
import { rowOf } from './mirror/container-row.ts';
import { EngineHealth } from './mirror/engine-health.ts';
import { Mirror } from './mirror/mirror.ts';
import { StatsSampler } from './stats.ts';

describe('StatsSampler', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function play(running: readonly string[], stopped: readonly string[] = []) {
    const mirror = new Mirror();
    for (const id of running) mirror.put(rowOf(InspectDocument.parse(inspectDocument(id, 'running'))));
    for (const id of stopped) mirror.put(rowOf(InspectDocument.parse(inspectDocument(id, 'exited'))));
    const health = new EngineHealth();
    vi.spyOn(health, 'ok', 'get').mockReturnValue(true);
    const read = vi.fn((id: string) => {
      const now = performance.now();
      const cpu_stats = { cpu_usage: { total_usage: now * 1e6 }, system_cpu_usage: now * 2e6, online_cpus: 2 };
      const read = stopped.includes(id) ? '0001-01-01T00:00:00Z' : new Date(Date.now()).toISOString();
      return Promise.resolve(StatsDocument.parse({ read, cpu_stats, memory_stats: {} }));
    });
    const samples: StatsSample[] = [];
    const session = new LinkSession({
      connected: true,
      emit: (_name, payload) => void samples.push(...(payload as { samples: StatsSample[] }).samples),
      timeout: () => ({ emitWithAck: () => Promise.resolve(null) }),
    });
    const sampler = new StatsSampler({ stats: read } as unknown as EngineContainers, mirror, health, pino({ level: 'silent' }));
    return { sampler, session, samples, read };
  }

  it('reads what is watched every two seconds, with the use of CPU from the second time on', async () => {
    const { sampler, session, samples } = play(['a', 'b']);
    sampler.attach(session);
    sampler.watch(['a', 'gone']);
    await vi.advanceTimersByTimeAsync(6100);
    const watched = samples.filter((sample) => sample.id === 'a');
    expect(watched.map((sample) => sample.stats.cpu === null)).toEqual([true, false, false, false]);
    expect(watched[1]?.stats.cpu).toBeCloseTo(100);
    expect(samples.some((sample) => sample.id === 'gone')).toBe(false);
  });

  it('reads each of the others once in half a minute, spread over it', async () => {
    const ids = Array.from({ length: 10 }, (_, index) => `c${index}`);
    const { sampler, session, samples, read } = play(ids, ['off']);
    sampler.attach(session);
    await vi.advanceTimersByTimeAsync(5000);
    expect(read.mock.calls.length).toBe(1);
    await vi.advanceTimersByTimeAsync(27_000);
    expect(samples.map((sample) => sample.id).sort()).toEqual(ids);
    expect(read.mock.calls.some(([id]) => id === 'off')).toBe(false);
  });

  it('reads nothing without a server', async () => {
    const { sampler, session, read } = play(['a']);
    sampler.attach(session);
    sampler.watch(['a']);
    await vi.advanceTimersByTimeAsync(0);
    sampler.detach();
    read.mockClear();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(read).not.toHaveBeenCalled();
  });

  it('answers now, with two readings where there was none', async () => {
    const { sampler, read } = play(['a'], ['off']);
    const asked = sampler.now('a', new AbortController().signal);
    await vi.advanceTimersByTimeAsync(600);
    expect((await asked).cpu).toBeCloseTo(100);
    expect(read).toHaveBeenCalledTimes(2);
    await expect(sampler.now('off', new AbortController().signal)).rejects.toMatchObject({ code: 'conflict' });
  });
});
