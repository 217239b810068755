import { describe, expect, it } from 'vitest';
import { queryOf } from './query-string.ts';

describe('queryOf', () => {
  it.each([
    ['/x', {}],
    ['/x?', {}],
    ['/x?a=1&b', { a: '1', b: '' }],
    ['/x?a=1&a=2&a=3', { a: ['1', '2', '3'] }],
    ['/x?q=state%3Arunning+a%20b', { q: 'state:running a b' }],
    ['/x?a=%E0%A4%A', { a: '\ufffd%A' }],
    ['/x?a=1?2&c[d]=e', { a: '1?2', 'c[d]': 'e' }],
  ])('%s', (url, expected) => {
    expect(queryOf(url)).toEqual(expected);
  });

  it('takes __proto__ for a name like any other', () => {
    const query = queryOf('/x?__proto__=1&__proto__=2&constructor=3');
    expect(Object.keys(query)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(query)).toBe(Object.prototype);
  });

  it('keeps every one of thousands', () => {
    expect(queryOf(`/x?${Array.from({ length: 5000 }, (_, index) => `t=${index}`).join('&')}`).t).toHaveLength(5000);
  });
});
