import { readStored, writeStored } from './stored.ts';

export const themeChoices = ['system', 'light', 'dark'] as const;
/** What the person asked for; `system` follows the operating system, live. */
export type ThemeChoice = (typeof themeChoices)[number];
/** What is shown. */
export type Theme = 'light' | 'dark';

/** Kept in step with public/theme.js, which sets the same attribute from the same key before the first paint. */
const KEY = 'theme';

const asChoice = (text: string | null): ThemeChoice => themeChoices.find((choice) => choice === text) ?? 'system';

export const storedTheme = (): ThemeChoice => asChoice(readStored(KEY));

/** `system` is what is assumed of a browser that remembers nothing, so it is not written. */
export const storeTheme = (choice: ThemeChoice): boolean => writeStored(KEY, choice === 'system' ? null : choice);

export const resolveTheme = (choice: ThemeChoice, systemIsDark: boolean): Theme =>
  choice === 'system' ? (systemIsDark ? 'dark' : 'light') : choice;

/** Shows a theme: the tokens hang on the attribute, the phone's own bars on the meta element. */
export function applyTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  const surface = getComputedStyle(document.documentElement).getPropertyValue('--surface').trim();
  const meta = document.querySelector('meta[name="theme-color"]');
  if (surface !== '') meta?.setAttribute('content', surface);
}

/** Calls back at once and whenever the system turns dark or light. Returns a function that stops it. */
export function watchSystemTheme(tell: (isDark: boolean) => void): () => void {
  const query = matchMedia('(prefers-color-scheme: dark)');
  const changed = (): void => tell(query.matches);
  query.addEventListener('change', changed);
  changed();
  return () => query.removeEventListener('change', changed);
}
