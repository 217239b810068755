import { describe, expect, it } from 'vitest';
import { joinQuery, queryWords, quoteValue, splitQuery, valuesOf, withoutFields, withValues } from './query-text.ts';

describe('a query as chips and text', () => {
  it.each([
    ['', [], ''],
    ['state:running nginx host:web-*', ['state:running', 'host:web-*'], 'nginx'],
    ['nginx:1.27 -name:test', ['-name:test'], 'nginx:1.27'],
    ['label:"a b" "two words"', ['label:"a b"'], '"two words"'],
    ['state: cpu:>x image:a', ['image:a'], 'state: cpu:>x'],
    ['stack:pay "open', ['stack:pay'], '"open'],
    ['name:a\\ b c\\', ['name:a\\ b'], 'c\\'],
  ])('%s', (text, chips, words) => {
    expect(splitQuery(text)).toEqual({ chips, words });
    expect(splitQuery(joinQuery({ chips, words }))).toEqual({ chips, words });
  });

  it('loses no character but blanks', () => {
    for (const text of ['a "b c" d', 'x:"y', '\\', '"', 'a"b"c d', 'label:team="a, b"']) expect(queryWords(text).join(' ')).toBe(text);
  });
});

describe('terms of a field', () => {
  it('are read, replaced and taken out', () => {
    expect(valuesOf('state:running,exited -state:dead host:a', 'state')).toEqual(['running', 'exited']);
    expect(withValues('nginx state:running', 'state', ['exited'])).toBe('state:exited nginx');
    expect(withValues('state:running nginx', 'state', [])).toBe('nginx');
    expect(withoutFields('state:a health:b c', ['state', 'health'])).toBe('c');
  });

  it('hold any value', () => {
    for (const value of ['pay', 'a b', 'a,b', 'say "hi"', 'back\\slash'])
      expect(valuesOf(withValues('', 'stack', [value]), 'stack')).toEqual([value]);
    expect(quoteValue('plain')).toBe('plain');
  });
});
