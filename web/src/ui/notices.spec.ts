import { nextTick } from 'vue';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { click, show, the, withPage } from '../testing/mount.ts';
import NoticeRegion from './NoticeRegion.vue';
import { dismissNotice, holdNotices, notify, releaseNotices, shownNotices } from './notices.ts';

withPage();
beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  for (const { id } of [...shownNotices]) dismissNotice(id);
  vi.useRealTimers();
});

const titles = (): string[] => shownNotices.map(({ title }) => title);

describe('notices', () => {
  it('go by themselves; errors stay until they are read', () => {
    notify({ kind: 'success', title: 'Restarted' });
    const error = notify({ kind: 'error', title: 'Could not start' });
    vi.advanceTimersByTime(60_000);
    expect(titles()).toEqual(['Could not start']);
    dismissNotice(error);
    expect(titles()).toEqual([]);
  });

  it('count the same one up instead of piling it, and give it its time anew', () => {
    const first = notify({ kind: 'info', title: 'Reconnected' });
    vi.advanceTimersByTime(4000);
    expect(notify({ kind: 'info', title: 'Reconnected' })).toBe(first);
    vi.advanceTimersByTime(4000);
    expect(shownNotices.map(({ times }) => times)).toEqual([2]);
    vi.advanceTimersByTime(2000);
    expect(titles()).toEqual([]);
  });

  it('wait while somebody reads', () => {
    notify({ kind: 'info', title: 'Reconnected' });
    holdNotices();
    vi.advanceTimersByTime(60_000);
    expect(titles()).toEqual(['Reconnected']);
    releaseNotices();
    vi.advanceTimersByTime(5000);
    expect(titles()).toEqual([]);
  });
});

describe('NoticeRegion', () => {
  it('interrupts for errors only', async () => {
    show(NoticeRegion);
    notify({ kind: 'error', title: 'Could not start' });
    notify({ kind: 'info', title: 'Reconnected' });
    await nextTick();
    expect(the('[role=alert]').textContent).toContain('Could not start');
    expect(the('[role=status]').textContent).toContain('Reconnected');
  });

  it('does what a notice offers, and takes it away', async () => {
    const run = vi.fn();
    show(NoticeRegion);
    notify({ kind: 'error', title: 'Could not start', action: { label: 'Try again', run } });
    await nextTick();
    await click([...document.querySelectorAll('button')].find((button) => button.textContent.includes('Try again'))!);
    expect(run).toHaveBeenCalledOnce();
    expect(titles()).toEqual([]);
  });
});
