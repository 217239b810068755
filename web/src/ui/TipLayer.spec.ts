import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { h, nextTick } from 'vue';
import { show, the, withPage } from '../testing/mount.ts';
import TipLayer from './TipLayer.vue';
import { Tooltip } from './Tooltip.ts';

withPage();
// Its words are loaded with the first tip: here before the clock is stopped.
beforeAll(() => import('./TipBubble.vue'));
beforeEach(() => {
  vi.useFakeTimers();
  show({ render: () => [h(Tooltip, { text: 'Every second' }, () => h('button', { type: 'button' }, 'Rate')), h(TipLayer)] });
});
afterEach(() => vi.useRealTimers());

const over = (target: Element, pointerType = 'mouse'): boolean =>
  target.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, pointerType }));
const tip = (): string | undefined => document.querySelector('[role=tooltip]')?.textContent.trim();
const wait = async (ms: number): Promise<void> => {
  await vi.advanceTimersByTimeAsync(ms);
  await nextTick();
};

describe('a tip', () => {
  it('comes after a moment of rest, and goes with the pointer', async () => {
    over(the('button'));
    await wait(300);
    expect(tip()).toBeUndefined();
    await wait(200);
    expect(tip()).toBe('Every second');
    over(document.body);
    await wait(200);
    expect(tip()).toBeUndefined();
  });

  it('goes on Escape', async () => {
    over(the('button'));
    await wait(500);
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await wait(0);
    expect(tip()).toBeUndefined();
  });

  it('does not come under a finger', async () => {
    over(the('button'), 'touch');
    await wait(1000);
    expect(tip()).toBeUndefined();
  });
});
