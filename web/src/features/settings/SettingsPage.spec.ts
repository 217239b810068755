import { flushPromises } from '@vue/test-utils';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as i18n from '../../lib/i18n.ts';
import { showFleet, withFleetPages } from '../../testing/fleet-page.ts';
import { memoryRouter, the, withPage } from '../../testing/mount.ts';
import { shownNotices } from '../../ui/notices.ts';
import SettingsPage from './SettingsPage.vue';

withPage();
withFleetPages();
beforeEach(() => localStorage.clear());

const show = async () => {
  const router = memoryRouter();
  await router.push('/');
  await showFleet(SettingsPage, { router, hosts: [], rows: {}, answers: { 'GET /tokens': { items: [] } } });
};
const selects = (): HTMLSelectElement[] => [...document.querySelectorAll('select')];
const choose = async (select: HTMLSelectElement | undefined, value: string): Promise<void> => {
  if (!select) throw new Error('no such select');
  select.value = value;
  select.dispatchEvent(new Event('change'));
  await flushPromises();
};

describe('SettingsPage', () => {
  it('changes the language without a reload', async () => {
    await show();
    expect(the('h1').textContent).toBe('Settings');
    await choose(selects()[1], 'zh');
    await vi.waitFor(() => expect(the('h1').textContent).toBe('设置'));
  });

  it('changes the theme at once', async () => {
    await show();
    await choose(selects()[0], 'dark');
    expect(document.documentElement.dataset.theme).toBe('dark');
    await choose(selects()[0], 'light');
    expect(document.documentElement.dataset.theme).toBe('light');
  });

  it('says when a language cannot be fetched, and stays as it was', async () => {
    await show();
    vi.spyOn(i18n, 'showLanguage').mockRejectedValue(new TypeError('Failed to fetch'));
    await choose(selects()[1], 'zh');
    await vi.waitFor(() => expect(shownNotices).toHaveLength(1));
    expect([the('h1').textContent, shownNotices[0]?.kind]).toEqual(['Settings', 'error']);
    shownNotices.length = 0;
    vi.restoreAllMocks();
  });
});
