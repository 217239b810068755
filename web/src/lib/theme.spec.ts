import { afterEach, describe, expect, it, vi } from 'vitest';
import boot from '../../public/theme.js?raw';
import { applyTheme, resolveTheme, storedTheme, storeTheme } from './theme.ts';

const root = document.documentElement;
afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
  vi.restoreAllMocks();
  delete root.dataset.theme;
});

const systemIs = (dark: boolean): void => {
  vi.spyOn(window, 'matchMedia').mockReturnValue({ matches: dark } as MediaQueryList);
};
/** Runs public/theme.js as the page's head does. */
const runBoot = (): void => {
  window.eval(boot);
};

describe('the theme', () => {
  it('follows the system only when asked to', () => {
    expect(resolveTheme('system', true)).toBe('dark');
    expect(resolveTheme('system', false)).toBe('light');
    expect(resolveTheme('light', true)).toBe('light');
    expect(resolveTheme('dark', false)).toBe('dark');
  });

  it('is the one applied before the first paint, for every choice and system', () => {
    for (const choice of ['system', 'light', 'dark'] as const) {
      for (const dark of [true, false]) {
        storeTheme(choice);
        systemIs(dark);
        runBoot();
        const booted = root.dataset.theme;
        applyTheme(resolveTheme(storedTheme(), dark));
        expect([choice, dark, booted]).toEqual([choice, dark, root.dataset.theme]);
      }
    }
  });

  it('is the system’s for a browser that remembers nothing or nonsense', () => {
    expect(storedTheme()).toBe('system');
    localStorage.setItem('longshore.theme', 'sepia');
    expect(storedTheme()).toBe('system');
  });

  it('holds for the visit when storage is denied', () => {
    const deny = (): never => {
      throw new DOMException('denied', 'SecurityError');
    };
    vi.stubGlobal('localStorage', { getItem: deny, setItem: deny, removeItem: deny });
    expect(storeTheme('dark')).toBe(false);
    expect(storedTheme()).toBe('system');
  });
});
