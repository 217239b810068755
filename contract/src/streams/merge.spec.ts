import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LogMerge, MERGE_BACKLOG, MERGE_WINDOW_MS } from './merge.ts';

const time = (at: number) => String(at).padStart(12, '0');

function merge(sources: number) {
  const lines: string[] = [];
  const resumed: number[] = [];
  const merged = new LogMerge<string>({
    sources,
    emit: (item) => void lines.push(item),
    resume: (source) => void resumed.push(source),
    now: () => Date.now(),
  });
  return { merged, lines, resumed };
}

describe('LogMerge', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('merges histories exactly, whatever order they come in', () => {
    const times = fc.array(fc.nat(50), { maxLength: 30 }).map((list) => list.sort((a, b) => a - b));
    fc.assert(
      fc.property(fc.array(times, { minLength: 1, maxLength: 5 }), fc.infiniteStream(fc.nat(4)), (sources, turns) => {
        const { merged, lines } = merge(sources.length);
        const next = sources.map(() => 0);
        const open = new Set(sources.keys());
        for (const turn of turns) {
          if (open.size === 0) break;
          const source = [...open][turn % open.size]!;
          const at = sources[source]![next[source]!];
          next[source]! += 1;
          if (at === undefined) {
            open.delete(source);
            merged.live(source);
          } else merged.push(source, time(at), time(at));
        }
        vi.advanceTimersByTime(MERGE_WINDOW_MS);
        expect(lines).toEqual(sources.flat().map(time).sort());
      }),
      { numRuns: 200 },
    );
  });

  it('waits for a silent history, but not for a silent live source', () => {
    const { merged, lines } = merge(2);
    merged.push(0, time(5), 'five');
    vi.advanceTimersByTime(10_000);
    expect(lines).toEqual([]);
    merged.push(1, time(3), 'three');
    expect(lines).toEqual(['three']);
    merged.live(1);
    expect(lines).toEqual(['three', 'five']);
    merged.live(0);
    merged.push(0, time(9), 'nine');
    expect(lines).toHaveLength(2);
    vi.advanceTimersByTime(MERGE_WINDOW_MS);
    expect(lines).toEqual(['three', 'five', 'nine']);
  });

  it('puts live lines that come out of order within the window in order', () => {
    const { merged, lines } = merge(2);
    merged.live(0);
    merged.live(1);
    merged.push(0, time(20), 'b');
    vi.advanceTimersByTime(MERGE_WINDOW_MS / 2);
    merged.push(1, time(10), 'a');
    vi.advanceTimersByTime(MERGE_WINDOW_MS);
    expect(lines).toEqual(['a', 'b']);
  });

  it('pauses a source that runs ahead, and resumes it', () => {
    const { merged, lines, resumed } = merge(2);
    const answers = Array.from({ length: MERGE_BACKLOG }, (_, at) => merged.push(0, time(at), String(at)));
    expect(answers.at(-1)).toBe(false);
    expect(answers.slice(0, -1)).not.toContain(false);
    merged.live(1);
    expect(resumed).toEqual([0]);
    expect(lines).toHaveLength(MERGE_BACKLOG);
  });

  it('flushes what waits, in order', () => {
    const { merged, lines } = merge(2);
    merged.push(0, time(2), 'b');
    merged.push(0, time(3), 'c');
    merged.flush();
    expect(lines).toEqual(['b', 'c']);
  });
});
