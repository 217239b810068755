import { describe, expect, it } from 'vitest';
import { formatAgo, formatClock, formatDuration, formatExact, formatSpan } from './time.ts';

const NOW = Date.UTC(2026, 10, 21, 12, 0, 0);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('formatAgo', () => {
  it.each([
    [0, 'now'],
    [-1500, 'now'],
    [1500, 'now'],
    [-42_000, '42s ago'],
    [-59_999, '59s ago'],
    [-14 * MINUTE, '14m ago'],
    [-26 * HOUR, '26h ago'],
    [-3 * DAY, '3d ago'],
    [-20 * DAY, '2w ago'],
    [-90 * DAY, '3mo ago'],
    [-800 * DAY, '2y ago'],
    [5 * MINUTE, 'in 5m'],
  ])('%d ms from now is %s', (span, text) => {
    expect(formatAgo(NOW + span, NOW, 'en')).toBe(text);
  });

  it('speaks Chinese', () => {
    expect(formatAgo(NOW - 14 * MINUTE, NOW, 'zh-CN')).toBe('14分钟前');
  });

  it('takes ISO strings as the API gives them', () => {
    expect(formatAgo('2026-11-21T11:46:00Z', NOW, 'en')).toBe('14m ago');
  });
});

describe('formatSpan', () => {
  it('tells the largest unit that fits, and never less than nothing', () => {
    expect(formatSpan(3 * DAY, 'en')).toBe('3d');
    expect(formatSpan(90_000, 'en')).toBe('1m');
    // Not 2m, which are minutes.
    expect(formatSpan(70 * DAY, 'en')).toBe('2 mths');
    expect(formatSpan(-5000, 'en')).toBe('0s');
    expect(formatSpan(16 * HOUR, 'zh-CN')).toBe('16小时');
  });
});

describe('formatDuration', () => {
  it('tells tenths of a second only while they tell something', () => {
    expect(formatDuration(0, 'en')).toBe('0.0s');
    expect(formatDuration(380, 'en')).toBe('0.4s');
    expect(formatDuration(9_940, 'zh-CN')).toBe('9.9秒');
    expect(formatDuration(10_400, 'en')).toBe('10s');
    expect(formatDuration(-5, 'en')).toBe('0.0s');
  });
});

describe('exact times', () => {
  it('hold date, second and zone', () => {
    const text = formatExact(NOW, 'en');
    expect(text).toContain('2026');
    expect(text).toMatch(/:00:00/);
    expect(text).toMatch(/UTC|GMT|[A-Z]{2,4}T?$/);
  });

  it('tell the day only when it is another one', () => {
    const noon = new Date(2026, 10, 21, 12).getTime();
    expect(formatClock(new Date(2026, 10, 21, 9, 5), noon, 'en')).toBe('09:05');
    expect(formatClock(new Date(2026, 10, 20, 9, 5), noon, 'en')).toBe('Nov 20, 09:05');
    expect(formatClock(new Date(2026, 10, 21, 0, 5), noon, 'en')).toBe('00:05');
  });
});
