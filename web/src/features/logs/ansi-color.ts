import type { AnsiColor, AnsiStyle } from '../../data/ansi.ts';

/** The 6 × 6 × 6 cube of colours 16 to 231, and the 24 greys behind it, as xterm defines them. */
function fixed(color: number): string {
  if (color >= 232) {
    const grey = 8 + (color - 232) * 10;
    return `rgb(${grey} ${grey} ${grey})`;
  }
  const cube = color - 16;
  const channel = (step: number): number => (step === 0 ? 0 : 55 + step * 40);
  return `rgb(${channel(Math.floor(cube / 36))} ${channel(Math.floor(cube / 6) % 6)} ${channel(cube % 6)})`;
}

const css = (color: AnsiColor): string => (typeof color === 'string' ? color : color < 16 ? `var(--ansi-${color})` : fixed(color));

/** The first 16 are legible as they are; of others the hue is kept, and they become as dark or light as the page needs. */
const legible = (color: AnsiColor): string =>
  typeof color === 'number' && color < 16 ? css(color) : `oklch(from ${css(color)} clamp(var(--ansi-least), l, var(--ansi-most)) c h)`;

/** Behind text it is a tint, on which every colour of text can be read. */
const tint = (color: AnsiColor): string => `color-mix(in oklab, ${css(color)} 22%, var(--page))`;

/** A look as style properties; the first 16 colours are the theme's. */
export function styleOf(style: AnsiStyle): Record<string, string> {
  const { foreground, background, inverse, bold, dim, italic, underline, strike, hidden } = style;
  const front = foreground === undefined ? undefined : legible(foreground);
  const back = background === undefined ? undefined : tint(background);
  const [text, behind] = inverse ? ['var(--page)', front ?? 'var(--ink)'] : [front, back];
  return {
    ...(text === undefined ? {} : { color: text }),
    ...(behind === undefined ? {} : { backgroundColor: behind }),
    ...(bold ? { fontWeight: '600' } : {}),
    ...(dim ? { opacity: '0.7' } : {}),
    ...(italic ? { fontStyle: 'italic' } : {}),
    ...(underline || strike ? { textDecoration: [underline ? 'underline' : '', strike ? 'line-through' : ''].join(' ').trim() } : {}),
    ...(hidden ? { visibility: 'hidden' } : {}),
  };
}
