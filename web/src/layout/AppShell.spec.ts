import { flushPromises } from '@vue/test-utils';
import { nextTick } from 'vue';
import { describe, expect, it, vi } from 'vitest';
import { click, memoryRouter, press, show, the, withPage } from '../testing/mount.ts';
import AppShell from './AppShell.vue';

withPage();

const Nothing = { render: () => null };
const places = ['overview', 'containers', 'hosts', 'settings'];
async function shell(
  props: Record<string, unknown> = {},
): Promise<{ router: ReturnType<typeof memoryRouter>; set: (props: Record<string, unknown>) => Promise<void> }> {
  const router = memoryRouter(places.map((name) => ({ path: `/${name}`, name, component: Nothing })));
  await router.push('/containers');
  const wrapper = show(AppShell, { props, router, slots: { default: () => 'page', dock: () => 'console', search: () => 'box' } });
  await flushPromises();
  return { router, set: (more) => wrapper.setProps(more) };
}
const bars = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('nav')];
const links = (bar: HTMLElement): string[] => [...bar.querySelectorAll('li a')].map((link) => link.textContent.trim());

describe('AppShell', () => {
  it('has its landmarks, once each, and a way past the bars', async () => {
    await shell();
    expect([the('main').id, the('header').textContent]).toEqual(['page', expect.stringContaining('box')]);
    expect(document.querySelector('a')?.getAttribute('href')).toBe('#page');
    expect(document.querySelector('section[aria-label="Consoles and logs"]')).toBeNull();
  });

  it('shows the places that exist, marks where one is, and counts', async () => {
    await shell({ counts: { hosts: '9/10' } });
    const [side] = bars();
    expect(links(side!)).toEqual(['Overview', 'Containers', 'Hosts9/10', 'Settings']);
    expect(side!.querySelector('[aria-current=page]')?.textContent).toContain('Containers');
  });

  it('keeps four places under the thumb and the rest under More', async () => {
    await shell();
    const [, bottom] = bars();
    expect([...bottom!.querySelectorAll('a')].map((link) => link.textContent.trim())).toEqual(['Overview', 'Containers', 'Hosts']);
    await click(bottom!.querySelector('button')!);
    await vi.waitFor(() => the('[role=menu]'), { timeout: 10_000 });
    expect(the('[role=menuitem]').textContent).toContain('Settings');
  });

  it('goes by two keys', async () => {
    const { router } = await shell();
    await press('g');
    await press('h');
    await flushPromises();
    expect(router.currentRoute.value.name).toBe('hosts');
    await press('g');
    await press('e');
    await flushPromises();
    expect(router.currentRoute.value.name).toBe('hosts');
  });

  it('lists its keys under ?', async () => {
    await shell();
    await vi.waitFor(
      async () => {
        await press('?');
        the('[role=dialog]');
      },
      { timeout: 10_000 },
    );
    expect(the('[role=dialog]').textContent).toContain('Keyboard shortcuts');
    expect(the('[role=dialog]').textContent).toContain('Hosts');
    expect(the('[role=dialog]').textContent).not.toContain('Events');
  });

  it('opens the dock below the page, and above it when maximized', async () => {
    const { set } = await shell({ dockOpen: true });
    const dock = the('section[aria-label="Consoles and logs"]');
    expect(dock.textContent).toContain('console');
    expect(dock.style.height).not.toBe('');
    await set({ dockMaximized: true });
    await nextTick();
    expect([the('section'), dock.style.height]).toEqual([dock, '']);
  });
});
