import { describe, expect, it } from 'vitest';
import { freeName, nameFrom } from './host-name.ts';

describe('host names', () => {
  it('takes the first wish that leaves a name', () => {
    expect(nameFrom(undefined, '', 'web-1')).toBe('web-1');
    expect(nameFrom('  café №1 ', 'web')).toBe('caf-1');
    expect(nameFrom('../../etc')).toBe('etc');
    expect(nameFrom('---', '网络')).toBe('host');
    expect(nameFrom('a'.repeat(80))).toHaveLength(63);
    expect(nameFrom(`${'a'.repeat(62)}-b`)).toBe('a'.repeat(62));
  });

  it('numbers a name that is taken, within the length a name may have', () => {
    const taken = new Set(['web', 'web-2', 'a'.repeat(63)]);
    expect(freeName('db', (name) => taken.has(name))).toBe('db');
    expect(freeName('web', (name) => taken.has(name))).toBe('web-3');
    expect(freeName('a'.repeat(63), (name) => taken.has(name))).toBe(`${'a'.repeat(61)}-2`);
  });
});
