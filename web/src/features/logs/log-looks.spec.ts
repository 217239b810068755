import { describe, expect, it } from 'vitest';
import { parseAnsi } from '../../data/ansi.ts';
import { styleOf } from './ansi-color.ts';
import { lineTime } from './line-time.ts';
import { markedPieces } from './marked-pieces.ts';
import { sourceNames } from './source-names.ts';

describe('the look of a log line', () => {
  it('takes the first 16 colours from the theme, and makes others fit for its page', () => {
    expect(styleOf({ foreground: 1 })).toEqual({ color: 'var(--ansi-1)' });
    expect(styleOf({ foreground: 208 }).color).toMatch(/^oklch\(from rgb\(255 135 0\) clamp/);
    expect(styleOf({ foreground: '#ffffff' }).color).toContain('from #ffffff');
    expect(styleOf({ foreground: 15, background: 4 })).toEqual({
      color: 'var(--ansi-15)',
      backgroundColor: 'color-mix(in oklab, var(--ansi-4) 22%, var(--page))',
    });
    expect(styleOf({ inverse: true })).toEqual({ color: 'var(--page)', backgroundColor: 'var(--ink)' });
    expect(styleOf({ underline: true, strike: true, bold: true })).toEqual({
      fontWeight: '600',
      textDecoration: 'underline line-through',
    });
  });

  it('marks what is looked for across colours', () => {
    const pieces = markedPieces(parseAnsi('a\x1b[31mbc\x1b[0md'), { text: 'cd' });
    expect(pieces.map(({ text, marked }) => [text, marked])).toEqual([
      ['a', false],
      ['b', false],
      ['c', true],
      ['d', true],
    ]);
  });

  it('tells the day only of other days', () => {
    const time = new Date(2026, 0, 2, 3, 4, 5, 6);
    expect(lineTime(time.toISOString(), time)).toEqual({ clock: '03:04:05', fraction: '.006' });
    expect(lineTime(time.toISOString(), new Date(2026, 0, 3)).clock).toBe('01-02 03:04:05');
    expect(lineTime('')).toEqual({ clock: '', fraction: '' });
  });

  it('names sources no longer than needed to tell them apart', () => {
    const names: Record<string, string> = { a: 'api', b: 'web', c: 'api' };
    const find = (host: string, container: string) => {
      const name = names[container];
      return name === undefined ? undefined : { name, hostName: host };
    };
    const shorts = (...ids: string[]) =>
      sourceNames(
        ids.map((container, at) => ({ host: `h${at}`, container })),
        find,
      ).map(({ short }) => short);
    expect(shorts('a', 'b')).toEqual(['api', 'web']);
    expect(shorts('a', 'c')).toEqual(['api@h0', 'api@h1']);
    expect(shorts('0123456789abcdef')).toEqual(['0123456789ab']);
  });
});
