import type { ISearchDecorationOptions } from '@xterm/addon-search';
import type { ITheme } from '@xterm/xterm';

const names = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;

const token = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** The terminal's colours from the tokens of the theme that is shown now. */
export function terminalTheme(): ITheme {
  const ansi = Object.fromEntries(
    names.flatMap((name, index) => [
      [name, token(`--ansi-${index}`)],
      [`bright${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`, token(`--ansi-${index + 8}`)],
    ]),
  );
  return {
    ...ansi,
    background: token('--page'),
    foreground: token('--ink'),
    cursor: token('--accent-ink'),
    cursorAccent: token('--page'),
    selectionBackground: token('--accent-soft'),
  };
}

/** How what was found is marked; the one that one has gone to stands out. */
export function searchColors(): ISearchDecorationOptions {
  return {
    matchBackground: token('--warn-soft'),
    matchOverviewRuler: token('--warn'),
    activeMatchBackground: token('--accent-soft'),
    activeMatchBorder: token('--accent'),
    activeMatchColorOverviewRuler: token('--accent'),
  };
}
