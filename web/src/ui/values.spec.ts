import { flushPromises } from '@vue/test-utils';
import { nextTick } from 'vue';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { click, show, the, withPage } from '../testing/mount.ts';
import Bytes from './Bytes.vue';
import CopyText from './CopyText.vue';
import KeyHint from './KeyHint.vue';
import { shownNotices } from './notices.ts';
import RelativeTime from './RelativeTime.vue';
import Sparkline from './Sparkline.vue';

withPage();
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  shownNotices.length = 0;
});

const ID = 'sha256:4f2a9c01b7de88aa11bb22cc33dd44ee55ff66001122334455667788990011aa';

describe('CopyText', () => {
  it('shows 12 characters and copies all of them', async () => {
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    show(CopyText, { props: { text: ID } });
    expect(the('button').textContent.trim()).toBe('4f2a9c01b7de');
    await click(the('button'));
    await flushPromises();
    expect(write).toHaveBeenCalledWith(ID);
    expect(the('[role=status]').textContent).toBe('Copied');
  });

  it('hands the text over when the browser refuses', async () => {
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('no', 'NotAllowedError'));
    show(CopyText, { props: { text: ID } });
    await click(the('button'));
    await flushPromises();
    expect(shownNotices).toMatchObject([{ kind: 'error', text: ID }]);
    expect(the('[role=status]').textContent).toBe('');
  });
});

describe('RelativeTime', () => {
  it('moves with the clock, and is exact underneath', async () => {
    vi.useFakeTimers({ now: Date.UTC(2026, 10, 21, 12) });
    show(RelativeTime, { props: { at: '2026-11-21T11:59:30Z' } });
    expect(the('time').textContent).toBe('30s ago');
    expect([the('time').getAttribute('datetime'), the('time').dataset.tip]).toEqual([
      '2026-11-21T11:59:30.000Z',
      expect.stringContaining('2026'),
    ]);
    await vi.advanceTimersByTimeAsync(31_000);
    await nextTick();
    expect(the('time').textContent).toBe('1m ago');
  });
});

describe('Bytes', () => {
  it('shows units, and every byte underneath', () => {
    show(Bytes, { props: { value: 88_291_043 } });
    expect([the('span').textContent, the('span').dataset.tip]).toEqual(['84.2 MiB', '88,291,043 B']);
  });
});

describe('Sparkline', () => {
  const points = (values: number[], more = {}): string => {
    const line = show(Sparkline, { props: { values, points: 3, ...more } });
    return line.find('polyline').attributes('points') ?? '';
  };

  it('ends at the right, highest at the top', () => {
    expect(points([0, 10])).toBe('28.0,14.5 56.0,1.5');
  });

  it('keeps the newest, holds to its scale, and survives zeros and nothing', () => {
    expect(points([9, 0, 0, 50], { max: 100 })).toBe('0.0,14.5 28.0,14.5 56.0,8.0');
    expect(points([0, 0])).not.toContain('NaN');
    expect(points([])).toBe('');
  });
});

describe('KeyHint', () => {
  it.each([
    ['g c', 'G then C'],
    ['mod+k', 'Ctrl K'],
    ['?', '?'],
    [' ', 'Space'],
    ['f8', 'F8'],
  ])('shows %j as keys', (keys, text) => {
    show(KeyHint, { props: { keys } });
    const parts = [...document.querySelectorAll('span > kbd, span > span')].map((part) => part.textContent);
    expect(parts.join(' ')).toBe(text);
  });
});
