import { LogTime } from '@longshore/contract/logs';
import { describe, expect, it } from 'vitest';
import { logTimeNanos } from './log-time.ts';

const NOW = 1_000_000;

describe('logTimeNanos', () => {
  it.each([
    ['1136073600.000000001', 1136073600000000001n],
    ['5', 5_000_000_000n],
    ['5.5', 5_500_000_000n],
    ['10m', 400_000_000_000n],
    ['1h30m', -4_400_000_000_000n],
    ['1500ms', 998_500_000_000n],
    ['2us5ns', 999_999_997_995n],
    ['1970-01-01', 0n],
    ['1970-01-01T01:00', 3_600_000_000_000n],
    ['1970-01-01T00:00:01.5', 1_500_000_000n],
    ['1970-01-01T02:00:00+02:00', 0n],
    ['1970-01-01T00:00:00.000000001Z', 1n],
  ])('reads %s', (text, nanos) => {
    expect(LogTime.safeParse(text).success).toBe(true);
    expect(logTimeNanos(text, NOW)).toBe(nanos);
  });

  it.each(['', 'soon', '10', '1d'])('agrees with the contract on "%s"', (text) => {
    expect(logTimeNanos(text, NOW) !== undefined).toBe(LogTime.safeParse(text).success);
  });
});
