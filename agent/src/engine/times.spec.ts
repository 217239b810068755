import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { engineTime, nanosOf, secondsOf } from './times.ts';

describe('times', () => {
  it('keeps every nanosecond', () => {
    expect(nanosOf('2026-11-21T07:35:04.115711647Z')).toBe(1795246504115711647n);
    expect(nanosOf('1970-01-01T00:00:00.5Z')).toBe(500_000_000n);
    expect(nanosOf('1970-01-01T01:00:00+01:00')).toBe(0n);
    expect(engineTime(1795246504115711647n)).toBe('1795246504.115711647');
  });

  it.each(['', 'yesterday', '2026-13-01T00:00:00Z', '2026-01-01'])('does not take %j for a time', (text) => {
    expect(nanosOf(text)).toBeUndefined();
  });

  it('writes what it reads', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 4_000_000_000_000_000_000n), (nanos) => {
        const [seconds = '', fraction = ''] = engineTime(nanos).split('.');
        const text = `${new Date(Number(seconds) * 1000).toISOString().slice(0, 19)}.${fraction}Z`;
        expect(nanosOf(text)).toBe(nanos);
      }),
    );
  });

  it('knows that the zero time means never', () => {
    expect(secondsOf('0001-01-01T00:00:00Z')).toBeUndefined();
    expect(secondsOf('2026-01-01T00:00:02.25Z')).toBe(1767225602.25);
  });
});
