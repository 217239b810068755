import { createPinia, setActivePinia } from 'pinia';
import { nextTick } from 'vue';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { usePreferences } from './preferences.ts';

let turn: (dark: boolean) => void;
beforeEach(() => {
  localStorage.clear();
  const query = {
    matches: false,
    listeners: [] as (() => void)[],
    addEventListener: (_: string, run: () => void) => query.listeners.push(run),
  };
  turn = (dark) => {
    query.matches = dark;
    query.listeners.forEach((run) => run());
  };
  vi.spyOn(window, 'matchMedia').mockReturnValue(query as unknown as MediaQueryList);
  setActivePinia(createPinia());
});
afterEach(() => vi.restoreAllMocks());

const shown = (): string | undefined => document.documentElement.dataset.theme;

describe('preferences', () => {
  it('follow the system live, until one chooses', () => {
    const preferences = usePreferences();
    expect([preferences.themeChoice, shown()]).toEqual(['system', 'light']);
    turn(true);
    expect(shown()).toBe('dark');
    preferences.setTheme('light');
    expect(shown()).toBe('light');
    turn(false);
    turn(true);
    expect(shown()).toBe('light');
  });

  it('are remembered', async () => {
    const before = usePreferences();
    before.setTheme('dark');
    before.dockHeight = 333.4;
    await before.setLanguage('zh');
    await nextTick();
    setActivePinia(createPinia());
    const after = usePreferences();
    expect([after.themeChoice, after.language, after.dockHeight]).toEqual(['dark', 'zh', 333]);
  });

  it('survive nonsense in storage', () => {
    localStorage.setItem('longshore.dock', 'tall');
    localStorage.setItem('longshore.language', 'tlh');
    const preferences = usePreferences();
    expect(preferences.dockHeight).toBe(280);
    expect(['en', 'zh']).toContain(preferences.language);
  });
});
