import { flushPromises } from '@vue/test-utils';
import { h } from 'vue';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { click, press, show, the, withPage } from '../testing/mount.ts';
import Button from './Button.vue';
import Menu from './Menu.vue';
import type { MenuEntry } from './menu.ts';

withPage();
afterEach(() => vi.useRealTimers());

/** Its code is loaded when it is first opened. */
const opened = (): Promise<HTMLElement> => vi.waitFor(() => the('[role=menu]'), { timeout: 10_000 });
const open = async (): Promise<void> => {
  the('button').focus();
  await click(the('button'));
  await opened();
};
const item = (text: string): HTMLElement => {
  const found = [...document.querySelectorAll<HTMLElement>('[role^=menuitem]')].find((element) => element.textContent.includes(text));
  if (!found) throw new Error(`no item ${text}`);
  return found;
};
const choose = async (text: string): Promise<void> => {
  await click(item(text));
  await flushPromises();
};
const menu = (entries: MenuEntry[], props: Record<string, unknown> = {}): ReturnType<typeof show> =>
  show(Menu, { props: { entries, ...props }, slots: { default: () => h(Button, () => 'More') } });

describe('Menu', () => {
  it('is nothing but its trigger until it is opened', async () => {
    menu([{ kind: 'item', label: 'Rename', run: vi.fn() }]);
    expect(document.querySelector('[role=menu]')).toBeNull();
    expect([the('button').getAttribute('aria-haspopup'), the('button').getAttribute('aria-expanded')]).toEqual(['menu', 'false']);
    await open();
    expect(the('button').getAttribute('aria-expanded')).toBe('true');
    expect(the('[role=menu]').getAttribute('aria-labelledby')).toBe(the('button').id);
  });

  it('opens by the arrow key too', async () => {
    menu([{ kind: 'item', label: 'Rename', run: vi.fn() }]);
    the('button').focus();
    expect((await press('ArrowDown')).defaultPrevented).toBe(true);
    await opened();
  });

  it('runs what is chosen with the focus back on the trigger', async () => {
    let focused: Element | null = null;
    menu([{ kind: 'item', label: 'Rename', run: () => (focused = document.activeElement) }]);
    await open();
    await choose('Rename');
    await vi.waitFor(() => expect(focused).toBe(the('button')));
    expect(document.querySelector('[role=menu]')).toBeNull();
  });

  it('tells why something is greyed, and does not run it', async () => {
    const run = vi.fn();
    menu([{ kind: 'item', label: 'Pause', reason: 'The engine is too old', run }]);
    await open();
    expect(item('Pause').textContent).toContain('The engine is too old');
    expect(item('Pause').getAttribute('aria-disabled')).toBe('true');
    await choose('Pause');
    expect(the('[role=menu]')).toBeTruthy();
    expect(run).not.toHaveBeenCalled();
  });

  it('shows what is chosen and checked, and stays open for checks', async () => {
    const check = vi.fn();
    menu([
      { kind: 'choice', label: 'Dark', chosen: true, run: vi.fn() },
      { kind: 'check', label: 'CPU', checked: false, run: check },
    ]);
    await open();
    expect([item('Dark').getAttribute('role'), item('Dark').getAttribute('aria-checked')]).toEqual(['menuitemradio', 'true']);
    await choose('CPU');
    expect(check).toHaveBeenCalledWith(true);
    expect(the('[role=menu]')).toBeTruthy();
  });

  it('does not open when disabled', async () => {
    menu([{ kind: 'item', label: 'Rename', run: vi.fn() }], { disabled: true });
    await click(the('button'));
    await flushPromises();
    expect(document.querySelector('[role=menu]')).toBeNull();
  });
});
