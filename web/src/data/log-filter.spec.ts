import { OUTPUT } from '@longshore/contract/streams/log-records';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileLogFilter, findRanges, type LogFilter } from './log-filter.ts';
import type { LogLine } from './log-lines.ts';

const line = (text: string, changes: Partial<LogLine> = {}): LogLine => ({ id: 0, source: 0, output: OUTPUT.stdout, time: '', text, notice: undefined, ...changes });
const lines = [
  line('GET /index 200'),
  line('GET /a.b 500 ERROR', { output: OUTPUT.stderr }),
  line('\x1b[31mWARN\x1b[0m slow', { source: 1 }),
  line('', { output: OUTPUT.notice, notice: 'stopped', source: 1 }),
];
const shown = (filter: LogFilter) => lines.flatMap((one, at) => (compileLogFilter(filter).matches(one) ? [at] : []));

describe('compileLogFilter', () => {
  it.each<[LogFilter, number[]]>([
    [{}, [0, 1, 2, 3]],
    [{ text: 'get' }, [0, 1, 3]],
    [{ text: 'get', caseSensitive: true }, [3]],
    [{ text: 'get', inverse: true }, [2, 3]],
    [{ text: 'a.b' }, [1, 3]],
    [{ text: 'a.b', regex: true }, [1, 3]],
    [{ text: '.ndex|^WARN', regex: true }, [0, 2, 3]],
    [{ text: 'WARN slow' }, [2, 3]],
    [{ text: '[31m' }, [3]],
    [{ output: 'stderr' }, [1, 3]],
    [{ output: 'stdout' }, [0, 2, 3]],
    [{ levels: ['error', 'warn'] }, [1, 2, 3]],
    [{ levels: ['none'] }, [0, 3]],
    [{ sources: new Set([0]) }, [0, 1]],
    [{ levels: ['error'], text: 'GET', output: 'stdout' }, [3]],
  ])('%j shows %j', (filter, at) => {
    expect(shown(filter)).toEqual(at);
  });

  it('says what is wrong with a regular expression, and hides nothing meanwhile', () => {
    const filter = { text: 'a(b', regex: true };
    expect(compileLogFilter(filter).mistake).toMatch(/group/i);
    expect(shown(filter)).toEqual([0, 1, 2, 3]);
    expect(findRanges(filter, 'a(b')).toEqual([]);
    expect(compileLogFilter({ text: 'a(b' }).mistake).toBeNull();
  });

  it('knows when it leaves nothing out', () => {
    expect(compileLogFilter({ text: '', levels: [] }).all).toBe(true);
    expect(compileLogFilter({ text: 'a' }).all).toBe(false);
  });
});

describe('findRanges', () => {
  it('gives every place, and none that is empty', () => {
    expect(findRanges({ text: 'a' }, 'bAna')).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(findRanges({ text: 'x*', regex: true }, 'axxb')).toEqual([[1, 3]]);
    expect(findRanges({ text: 'a', inverse: true }, 'a')).toEqual([]);
    expect(findRanges({}, 'a')).toEqual([]);
  });

  it('finds a plain text as it is written, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), fc.string(), (before, text, after) => {
        const ranges = findRanges({ text, caseSensitive: true }, before + text + after);
        expect(ranges.length).toBeGreaterThan(0);
        for (const [start, end] of ranges) expect((before + text + after).slice(start, end)).toBe(text);
      }),
    );
  });
});
