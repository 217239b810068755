import { effectScope } from 'vue';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useNow } from './clock.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('the clock', () => {
  it('is one timer for all, moves every second, and stops with the last', () => {
    const first = effectScope();
    const second = effectScope();
    const now = first.run(() => useNow())!;
    second.run(() => useNow());
    expect(vi.getTimerCount()).toBe(1);
    const before = now.value;
    vi.advanceTimersByTime(3000);
    expect(now.value - before).toBe(3000);
    first.stop();
    expect(vi.getTimerCount()).toBe(1);
    second.stop();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('rests while the page is hidden, and is right again at once', () => {
    const scope = effectScope();
    const now = scope.run(() => useNow())!;
    const visibility = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    document.dispatchEvent(new Event('visibilitychange'));
    const hiddenAt = now.value;
    vi.advanceTimersByTime(60_000);
    expect(now.value).toBe(hiddenAt);
    visibility.mockReturnValue('visible');
    document.dispatchEvent(new Event('visibilitychange'));
    expect(now.value - hiddenAt).toBe(60_000);
    visibility.mockRestore();
    scope.stop();
  });
});
