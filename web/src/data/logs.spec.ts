import { OUTPUT } from '@longshore/contract/streams/log-records';
import { WINDOW } from '@longshore/contract/streams/frames';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { computed } from 'vue';
import { Fleet } from './fleet.ts';
import type { LogRange } from './log-host.ts';
import { LogSession } from './logs.ts';
import { Streams } from './streams.ts';
import { FakeLogs, type Message } from './testing/fake-logs.ts';
import { FakeWebSocket } from './testing/fake-web-socket.ts';
import { makeHost, makeRow } from './testing/rows.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const at = (time: number): string => `2026-01-01T00:00:00.${String(time).padStart(9, '0')}Z`;
const out = (time: number, text: string): Message => ({ output: OUTPUT.stdout, time: at(time), text });

function setUp(targets: string[], range: LogRange = { follow: true }, capacity?: number) {
  const logs = new FakeLogs();
  const sockets: FakeWebSocket[] = [];
  const streams = new Streams(() => {
    const socket = new FakeWebSocket(logs.serve);
    sockets.push(socket);
    setTimeout(() => socket.accept(), 1);
    return socket;
  });
  const fleet = new Fleet();
  const keys = targets.map((target) => target.split('/') as [string, string]);
  fleet.begin([makeHost('h'), makeHost('i')], 0);
  fleet.add(keys.map(([host, id]) => ({ host, rows: [makeRow(id)] })));
  fleet.complete();
  const open = () => new LogSession({ streams, fleet, targets: keys.map(([host, container]) => ({ host, container })), range, ...(capacity !== undefined && { capacity }) });
  return { logs, sockets, streams, fleet, open, drop: () => sockets.at(-1)?.drop() };
}

const settle = () => vi.advanceTimersByTime(500);
/** `source:text` of lines, `source!notice` of notices. */
const view = (session: LogSession) =>
  [...session.lines.from(0)].map(({ source, text, notice }) => (notice === undefined ? `${source}:${text}` : `${source}!${notice}`));

describe('LogSession', () => {
  it('follows one container, a batch per frame', () => {
    const { logs, open } = setUp(['h/a']);
    logs.add('a', out(1, 'one\n'), { ...out(2, 'two\n'), output: OUTPUT.stderr });
    const session = open();
    settle();
    expect([...session.lines.from(0)]).toEqual([
      { id: 0, source: 0, output: 1, time: at(1), text: 'one', notice: undefined },
      { id: 1, source: 0, output: 2, time: at(2), text: 'two', notice: undefined },
    ]);
    expect(session.hosts).toEqual([{ host: 'h', state: { phase: 'live' } }]);
    const length = computed(() => session.lines.length);
    expect(length.value).toBe(2);
    logs.add('a', out(3, 'three\n'));
    logs.add('a', out(4, 'four\n'));
    expect(length.value).toBe(2);
    vi.advanceTimersToNextFrame();
    expect(length.value).toBe(4);
  });

  it('reads once when it does not follow', () => {
    const { logs, open } = setUp(['h/a'], { tail: 1 });
    logs.add('a', out(1, 'one\n'), out(2, 'two\n'));
    const session = open();
    settle();
    expect(view(session)).toEqual(['0:two', '0!ended']);
    expect(session.hosts[0]?.state.phase).toBe('ended');
    expect(logs.streams.size).toBe(0);
  });

  it('merges hosts in time order, with one stream for each', () => {
    const { logs, open } = setUp(['h/a', 'i/b', 'h/c']);
    logs.add('a', out(1, 'a1\n'), out(4, 'a4\n'));
    logs.add('b', out(2, 'b2\n'), out(5, 'b5\n'));
    logs.add('c', out(3, 'c3\n'));
    const session = open();
    settle();
    expect(view(session)).toEqual(['0:a1', '1:b2', '2:c3', '0:a4', '1:b5']);
    expect(logs.requests.map(({ host, containers }) => [host, containers])).toEqual([
      ['h', ['a', 'c']],
      ['i', ['b']],
    ]);
    logs.add('b', out(9, 'late\n'));
    logs.add('a', out(8, 'earlier\n'));
    settle();
    expect(view(session).slice(5)).toEqual(['0:earlier', '1:late']);
  });

  it.each([[['h/a', 'h/b']], [['h/a', 'i/b']]])('puts what %j write into time order, though the later line comes first', (targets) => {
    const { logs, open } = setUp(targets);
    logs.add('b', out(1, 'old\n'));
    const session = open();
    settle();
    logs.add('b', out(6, 'third\n'));
    vi.advanceTimersByTime(300);
    logs.add('a', out(4, 'first\n'), out(5, 'second\n'));
    logs.add('a', out(7, 'fourth\n'));
    settle();
    expect(view(session)).toEqual(['1:old', '0:first', '0:second', '1:third', '0:fourth']);
  });

  it('puts a line that comes too late to wait for in its place, if a lost link did not keep it back', () => {
    const { logs, open } = setUp(['h/a', 'i/b', 'i/c']);
    const session = open();
    settle();
    logs.add('a', out(4, 'third\n'));
    logs.add('a', out(6, 'fifth\n'));
    logs.notice('c', { type: 'stopped' });
    settle();
    logs.add('b', out(1, 'first\n'), out(5, 'fourth\n'), out(2, 'after the fourth\n'));
    settle();
    expect(view(session)).toEqual(['1:first', '0:third', '1:fourth', '1:after the fourth', '0:fifth', '2!stopped']);
    expect([...session.lines.from(0)].map(({ id }) => id)).toEqual([0, 1, 2, 3, 4, 5]);
    logs.add('a', { output: OUTPUT.stdout, time: '2026-01-01T00:00:30.000000000Z', text: 'much later\n' });
    settle();
    logs.add('b', { output: OUTPUT.stdout, time: '2026-01-01T00:00:19.000000000Z', text: 'kept back\n' });
    settle();
    expect(view(session).slice(6)).toEqual(['0:much later', '1:kept back']);
  });

  it('shows a single log without waiting for others', () => {
    const { logs, open } = setUp(['h/a']);
    const session = open();
    settle();
    logs.add('a', out(1, 'one\n'));
    vi.advanceTimersToNextFrame();
    expect(view(session)).toEqual(['0:one']);
  });

  it('does not wait for a host that is away, and reads it when it is back', () => {
    const { logs, open, fleet } = setUp(['h/a', 'i/b']);
    logs.add('a', out(5, 'a\n'));
    logs.add('b', out(1, 'b\n'));
    logs.refusals.set('i', { code: 'host_offline', message: 'Host i is offline.' });
    const session = open();
    settle();
    expect(view(session)).toEqual(['0:a', '1!lost']);
    expect(session.hosts[1]?.state).toMatchObject({ phase: 'waiting', problem: { code: 'host_offline' } });
    vi.advanceTimersByTime(60_000);
    expect(view(session)).toEqual(['0:a', '1!lost']);
    logs.refusals.clear();
    fleet.apply([{ op: 'host', host: makeHost('i', { online: false }) }]);
    const tries = logs.requests.length;
    fleet.apply([{ op: 'host', host: makeHost('i') }]);
    expect(logs.requests).toHaveLength(tries + 1);
    settle();
    expect(view(session)).toEqual(['0:a', '1!lost', '1!back', '1:b']);
  });

  it('goes on where it was after a lost link, saying so once', () => {
    const { logs, open, drop } = setUp(['h/a', 'h/b']);
    logs.add('a', out(1, 'one\n'), out(1, 'same time\n'));
    const session = open();
    settle();
    drop();
    settle();
    logs.add('a', out(1, 'same time again\n'), out(2, 'two\n'));
    logs.add('b', out(3, 'other\n'));
    vi.advanceTimersByTime(20_000);
    expect(view(session)).toEqual(['0:one', '0:same time', '0!lost', '0!back', '0:same time again', '0:two', '1:other']);
    expect(session.hosts[0]?.state).toEqual({ phase: 'live' });
  });

  it('shows what happened to sources, between the lines it happened between', () => {
    const { logs, open } = setUp(['h/a', 'h/b']);
    const session = open();
    settle();
    logs.add('a', out(1, 'bye\n'));
    logs.notice('a', { type: 'stopped' });
    logs.notice('a', { type: 'started' });
    logs.add('a', out(2, 'hi\n'));
    logs.notice('b', { type: 'error', message: 'no such driver' });
    settle();
    logs.notice('a', { type: 'ended' });
    settle();
    expect(view(session)).toEqual(['0:bye', '0!stopped', '0!started', '0:hi', '1!error', '0!ended']);
    expect([...session.lines.from(4)][0]).toMatchObject({ text: 'no such driver', notice: 'error' });
  });

  it('leaves out what was removed, and fails for what may not be read', () => {
    const { logs, open, fleet, drop } = setUp(['h/a', 'h/b']);
    const session = open();
    settle();
    drop();
    fleet.apply([{ op: 'del', host: 'h', id: 'a' }]);
    logs.refusals.set('h', { code: 'not_found', message: 'There is no container a.' });
    vi.advanceTimersByTime(20_000);
    expect(logs.requests.at(-1)?.containers).toEqual(['b']);
    expect(session.hosts[0]?.state).toMatchObject({ phase: 'failed', problem: { code: 'not_found' } });
    expect(view(session)).toEqual(['0!lost', '0!ended']);
    expect(vi.getTimerCount()).toBeLessThanOrEqual(1);
  });

  it('takes no more than was agreed while it is paused, and everything afterwards', () => {
    const { logs, open } = setUp(['h/a']);
    const session = open();
    settle();
    session.pause(true);
    const text = 'x'.repeat(999);
    logs.add('a', ...Array.from({ length: 1500 }, (_, time) => out(time, `${text}\n`)));
    settle();
    expect(session.lines.length).toBe(0);
    expect(session.held.value).toBeGreaterThan(0);
    expect(session.held.value).toBeLessThanOrEqual(WINDOW / 1000);
    session.pause(false);
    for (let frame = 0; frame < 20; frame += 1) settle();
    expect(session.lines.length).toBe(1500);
    expect(session.held.value).toBe(0);
  });

  it('takes a line that is longer than the window', () => {
    const { logs, open } = setUp(['h/a']);
    const session = open();
    settle();
    logs.add('a', out(1, `${'y'.repeat(3 * WINDOW)}\n`), out(2, 'next\n'));
    for (let frame = 0; frame < 20; frame += 1) settle();
    expect([...session.lines.from(0)].map(({ text }) => text.length)).toEqual([3 * WINDOW, 4]);
  });

  it('keeps the newest lines, and forgets all when it is cleared', () => {
    const { logs, open } = setUp(['h/a'], { follow: true }, 3);
    const session = open();
    logs.add('a', ...[1, 2, 3, 4, 5].map((time) => out(time, `${time}\n`)));
    settle();
    expect(view(session)).toEqual(['0:3', '0:4', '0:5']);
    session.clear();
    logs.add('a', out(6, '6\n'));
    settle();
    expect([...session.lines.from(0)]).toMatchObject([{ id: 5, text: '6' }]);
  });

  it('lets go of everything when it is closed', () => {
    const { logs, open } = setUp(['h/a', 'i/b']);
    const session = open();
    settle();
    session.close();
    expect(logs.streams.size).toBe(0);
    logs.add('a', out(1, 'more\n'));
    vi.advanceTimersByTime(120_000);
    expect(view(session)).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('fails when it is told nonsense', () => {
    const { logs, open } = setUp(['h/a']);
    const session = open();
    settle();
    for (const stream of logs.streams) stream.write(new Uint8Array(20).fill(7));
    settle();
    expect(session.hosts[0]?.state).toMatchObject({ phase: 'failed', problem: { code: 'internal' } });
  });
});

type Step = { add: string; output: number; step: number; text: string } | 'drop' | 'frame' | 'pause' | 'resume';

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      add: fc.constantFrom('a', 'b', 'c'),
      output: fc.constantFrom(OUTPUT.stdout, OUTPUT.stderr),
      // Often the same time as the one before.
      step: fc.constantFrom(0, 0, 1, 5),
      text: fc.string({ unit: 'grapheme', maxLength: 4 }).map((text) => text.replaceAll(/[\r\n]/g, '')),
    }),
  },
  { weight: 3, arbitrary: fc.constantFrom('drop' as const, 'frame' as const, 'pause' as const, 'resume' as const) },
);

describe('LogSession, whenever the link is lost', () => {
  it('shows every line once and in order, however the bytes were split', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }), fc.constantFrom<number | 'all'>('all', 1, 3), (steps, sizes, tail) => {
        const { logs, open, drop } = setUp(['h/a', 'h/b', 'i/c'], { follow: true, tail });
        let turn = 0;
        logs.parts = function* (bytes) {
          for (let from = 0; from < bytes.length; ) {
            const size = sizes[(turn += 1) % sizes.length]!;
            yield bytes.subarray(from, from + size);
            from += size;
          }
        };
        const written: Record<string, string[]> = { a: [], b: [], c: [] };
        let clock = 0;
        let count = 0;
        const add = ({ add: container, output, step: by, text }: Exclude<Step, string>) => {
          clock += by;
          count += 1;
          written[container]!.push(`${output}${count}${text}`);
          logs.add(container, { output, time: at(clock), text: `${count}${text}\n` });
        };
        // A tail that begins between messages of one time cannot tell them apart afterwards; engines count nanoseconds.
        const half = Math.floor(steps.length / 2);
        steps.slice(0, half).forEach((one) => typeof one !== 'string' && add({ ...one, step: 1 }));
        const before = Object.fromEntries(Object.entries(written).map(([name, lines]) => [name, tail === 'all' ? 0 : Math.max(0, lines.length - tail)]));
        const session = open();
        vi.advanceTimersByTime(1);
        for (const one of steps.slice(half)) {
          if (one === 'drop') drop();
          else if (one === 'frame') vi.advanceTimersByTime(800);
          else if (typeof one === 'string') session.pause(one === 'pause');
          else add(one);
        }
        session.pause(false);
        vi.advanceTimersByTime(60_000);
        const shown: Record<string, string[]> = { a: [], b: [], c: [] };
        for (const { source, output, text, notice } of session.lines.from(0)) if (notice === undefined) shown['abc'[source]!]!.push(`${output}${text}`);
        for (const name of ['a', 'b', 'c']) expect(shown[name]).toEqual(written[name]!.slice(before[name]));
        session.close();
      }),
      { numRuns: 120 },
    );
  });
});
