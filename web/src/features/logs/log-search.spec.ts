import { describe, expect, it } from 'vitest';
import { compileLogFilter } from '../../data/log-filter.ts';
import type { LogLine } from '../../data/log-lines.ts';
import { filterOf, type LogSearch, marksOf, noSearch, wantedOf } from './log-search.ts';

const line = (text: string, output = 1): LogLine => ({ id: 0, source: 0, output, time: '', text, notice: undefined });
const lines = [line('ERROR good'), line('ERROR bad', 2), line('INFO good'), { ...line('', 0), notice: 'stopped' as const }];
const at = (matches: ((one: LogLine) => boolean) | undefined) => lines.flatMap((one, index) => (matches?.(one) ? [index] : []));
const seen = (search: Partial<LogSearch>) => at(compileLogFilter(filterOf({ ...noSearch, ...search })).matches);
const counted = (search: Partial<LogSearch>) => at(wantedOf({ ...noSearch, ...search })?.matches);

describe('the search of a log', () => {
  it.each<[Partial<LogSearch>, number[], number[]]>([
    [{}, [0, 1, 2, 3], []],
    [{ text: 'good' }, [0, 1, 2, 3], [0, 2]],
    [{ text: 'good', mode: 'only' }, [0, 2, 3], [0, 2]],
    [{ text: 'good', mode: 'without' }, [1, 3], [1]],
    [{ text: 'error', output: 'stderr' }, [1, 3], [1]],
    [{ text: 'good', level: 'error' }, [0, 1, 3], [0]],
    [{ text: 'b.d$', regex: true }, [0, 1, 2, 3], [1]],
  ])('%j shows %j and counts %j', (search, shown, found) => {
    expect(seen(search)).toEqual(shown);
    expect(counted(search)).toEqual(found);
  });

  it('counts nothing while the expression is wrong, and marks nothing that is left out', () => {
    expect(wantedOf({ ...noSearch, text: 'a(', regex: true })).toBeUndefined();
    expect(marksOf({ ...noSearch, text: 'a', mode: 'without' })).toEqual({});
  });
});
