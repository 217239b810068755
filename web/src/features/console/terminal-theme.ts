import type { ITheme } from '@xterm/xterm';

const names = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;

/** The terminal's colours from the tokens of the theme that is shown now. */
export function terminalTheme(): ITheme {
  const tokens = getComputedStyle(document.documentElement);
  const token = (name: string): string => tokens.getPropertyValue(name).trim();
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
