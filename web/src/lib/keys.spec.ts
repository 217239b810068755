import { effectScope } from 'vue';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { activeShortcuts, listenToKeys, type Shortcut, useShortcuts } from './keys.ts';

let stop: () => void;
let scope = effectScope();
beforeEach(() => {
  scope = effectScope();
  stop = listenToKeys(window);
});
afterEach(() => {
  scope.stop();
  stop();
  vi.useRealTimers();
  document.body.innerHTML = '';
});

const shortcut = (keys: string, run?: () => void, more: Partial<Shortcut> = {}): Shortcut => ({
  keys,
  label: 'shortcuts.show',
  group: 'general',
  ...(run && { run }),
  ...more,
});
const register = (...shortcuts: Shortcut[]): void => scope.run(() => useShortcuts(shortcuts));

let clock = 10_000;
function press(key: string, init: KeyboardEventInit = {}, target: Element = document.body, after = 10): KeyboardEvent {
  clock += after;
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init });
  Object.defineProperty(event, 'timeStamp', { value: clock });
  target.dispatchEvent(event);
  return event;
}

describe('shortcuts', () => {
  it('run on one press, and take the press', () => {
    const run = vi.fn();
    register(shortcut('r', run));
    expect(press('r').defaultPrevented).toBe(true);
    expect(press('q').defaultPrevented).toBe(false);
    expect(run).toHaveBeenCalledOnce();
  });

  it('run on a sequence, not on its parts, and not when it is slow', () => {
    const containers = vi.fn();
    const close = vi.fn();
    register(shortcut('g c', containers), shortcut('c', close));
    press('g');
    press('c');
    expect([containers.mock.calls.length, close.mock.calls.length]).toEqual([1, 0]);
    press('c');
    expect(close).toHaveBeenCalledOnce();
    press('g');
    press('c', {}, document.body, 5000);
    expect([containers.mock.calls.length, close.mock.calls.length]).toEqual([1, 2]);
  });

  it('tell Ctrl, Shift and plain letters apart', () => {
    const runs = { 'mod+k': vi.fn(), k: vi.fn(), 'shift+k': vi.fn(), '?': vi.fn() };
    register(...Object.entries(runs).map(([keys, run]) => shortcut(keys, run)));
    press('k', { ctrlKey: true });
    press('K', { shiftKey: true });
    press('?', { shiftKey: true });
    expect(Object.values(runs).map((run) => run.mock.calls.length)).toEqual([1, 0, 1, 1]);
  });

  it('know a Cyrillic keyboard’s keys by their place', () => {
    const run = vi.fn();
    register(shortcut('r', run));
    press('к', { code: 'KeyR' });
    expect(run).toHaveBeenCalledOnce();
  });

  it.each([
    '<input>',
    '<textarea></textarea>',
    '<div contenteditable="true"></div>',
    '<div class="xterm"><b></b></div>',
    '<div role="menu"><i tabindex="0"></i></div>',
    '<div role="dialog"><button></button></div>',
  ])('rest in %s, save those that type nothing', (html) => {
    const plain = vi.fn();
    const palette = vi.fn();
    register(shortcut('r', plain), shortcut('mod+k', palette, { whileTyping: true }));
    document.body.innerHTML = html;
    const target = document.body.querySelector('b, i, button') ?? document.body.firstElementChild!;
    press('r', {}, target);
    press('k', { ctrlKey: true }, target);
    expect([plain.mock.calls.length, palette.mock.calls.length]).toEqual([0, 1]);
  });

  it('work on a checkbox, which types nothing', () => {
    const run = vi.fn();
    register(shortcut('r', run));
    document.body.innerHTML = '<input type="checkbox">';
    press('r', {}, document.body.firstElementChild!);
    expect(run).toHaveBeenCalledOnce();
  });

  it('leave alone what an element took, and what an input method is composing', () => {
    const run = vi.fn();
    register(shortcut('r', run));
    document.body.addEventListener('keydown', (event) => event.preventDefault(), { once: true });
    press('r');
    press('r', { isComposing: true });
    expect(run).not.toHaveBeenCalled();
  });

  it('give way to the later one, and come back when it is gone', () => {
    const shell = vi.fn();
    const page = vi.fn();
    register(shortcut('r', shell));
    const inner = effectScope();
    inner.run(() => useShortcuts([shortcut('r', page, { label: 'table.openRow' })]));
    press('r');
    expect(activeShortcuts.value.map(({ label }) => label)).toEqual(['table.openRow']);
    inner.stop();
    press('r');
    expect([shell.mock.calls.length, page.mock.calls.length]).toEqual([1, 1]);
  });

  it('list those that are only told of, and do not swallow their keys', () => {
    register(shortcut('enter'));
    expect(press('Enter').defaultPrevented).toBe(false);
    expect(activeShortcuts.value).toHaveLength(1);
  });
});
