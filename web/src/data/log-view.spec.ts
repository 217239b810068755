import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { computed, nextTick, ref } from 'vue';
import { Fleet } from './fleet.ts';
import type { LogFilter } from './log-filter.ts';
import { LineRing, type LogLine } from './log-lines.ts';
import { FilteredLines, useLogView } from './log-view.ts';
import { LogSession } from './logs.ts';
import { Streams } from './streams.ts';
import { FakeLogs } from './testing/fake-logs.ts';
import { FakeWebSocket } from './testing/fake-web-socket.ts';
import { withSetup } from './testing/with-setup.ts';

const line = (id: number): LogLine => ({ id, source: 0, output: 1, time: '', text: String(id), notice: undefined });
const all = (lines: Pick<FilteredLines, 'length' | 'at'>) => Array.from({ length: lines.length }, (_, index) => lines.at(index)!);

describe('FilteredLines', () => {
  it('holds what a filter of the ring would, while lines come and go', () => {
    const step = fc.oneof({ weight: 8, arbitrary: fc.nat(9) }, { weight: 1, arbitrary: fc.constant('clear' as const) });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 5 }), fc.array(step, { maxLength: 20 }), (capacity, every, budget, steps) => {
        const ring = new LineRing(capacity);
        const matches = ({ id }: LogLine) => id % every === 0;
        const lines = new FilteredLines(ring, matches);
        let next = 0;
        for (const one of steps) {
          if (one === 'clear') ring.clear();
          else for (let count = 0; count < one; count += 1) ring.push(line(next++));
          for (let tries = 0; !lines.advance(budget); tries += 1) expect(tries).toBeLessThan(20);
          const model = [...ring.from(0)].filter(matches);
          expect(all(lines)).toEqual(model);
          for (let id = 0; id < next; id += 1) expect(lines.indexOf(id)).toBe(model.filter((each) => each.id < id).length);
        }
      }),
    );
  });
});

describe('useLogView', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('follows the session and the filter', async () => {
    const logs = new FakeLogs();
    const streams = new Streams(() => {
      const socket = new FakeWebSocket(logs.serve);
      setTimeout(() => socket.accept(), 1);
      return socket;
    });
    const session = new LogSession({ streams, fleet: new Fleet(), targets: [{ host: 'h', container: 'a' }], range: { follow: true } });
    const filter = ref<LogFilter>({});
    const { result, unmount } = withSetup([], () => {
      const view = useLogView(session, filter);
      return { view, texts: computed(() => all(view.lines).map(({ text }) => text)) };
    });
    const { view, texts } = result;
    const add = (...words: string[]) => logs.add('a', ...words.map((text, at) => ({ output: 1, time: `2026-01-01T00:00:00.00000000${at}Z`, text: `${text}\n` })));
    const settle = async () => {
      await vi.advanceTimersByTimeAsync(100);
    };
    await settle();
    expect(texts.value).toEqual([]);
    add('one', 'two');
    await settle();
    expect(texts.value).toEqual(['one', 'two']);
    filter.value = { text: 'o', inverse: false };
    add('three', 'four');
    await settle();
    expect(texts.value).toEqual(['one', 'two', 'four']);
    filter.value = { text: '(', regex: true };
    await nextTick();
    expect(view.mistake).not.toBeNull();
    filter.value = {};
    session.clear();
    await settle();
    expect(texts.value).toEqual([]);
    expect(view.searching).toBe(false);
    unmount();
    session.close();
    vi.advanceTimersByTime(120_000);
    expect(vi.getTimerCount()).toBe(0);
  });
});
