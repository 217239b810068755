import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAnsi, stripAnsi } from './ansi.ts';

const ESC = '\x1b';
const looks = (line: string) => parseAnsi(line).map(({ text, style }) => [text, style]);

describe('parseAnsi', () => {
  it.each([
    ['plain text', [['plain text', {}]]],
    [`${ESC}[31mred${ESC}[0m rest`, [['red', { foreground: 1 }], [' rest', {}]]],
    [`${ESC}[1;4;97;44mx${ESC}[22;24my${ESC}[39;49mz`, [['x', { bold: true, underline: true, foreground: 15, background: 4 }], ['y', { foreground: 15, background: 4 }], ['z', {}]]],
    [`${ESC}[38;5;208ma${ESC}[48;2;1;20;255mb`, [['a', { foreground: 208 }], ['b', { foreground: 208, background: '#0114ff' }]]],
    [`${ESC}[38:2::255:0:16ma${ESC}[38:5:9;1mb`, [['a', { foreground: '#ff0010' }], ['b', { foreground: 9, bold: true }]]],
    [`${ESC}[58;5;3;3ma${ESC}[4:3mb${ESC}[4:0mc`, [['a', { italic: true }], ['b', { italic: true, underline: true }], ['c', { italic: true }]]],
    [`${ESC}[38;5;300ma${ESC}[38;2;1mb${ESC}[999mc`, [['abc', {}]]],
    [`${ESC}[mx\x9b32my`, [['x', {}], ['y', { foreground: 2 }]]],
  ])('%j', (line, spans) => {
    expect(looks(line)).toEqual(spans);
  });

  it('leaves out what is not text: titles, links, cursor moves, bells, broken sequences', () => {
    expect(looks(`a${ESC}]0;title\x07b${ESC}[2Kc${ESC}[10;3Hd\x07${ESC}(Be${ESC}]8;;http://evil${ESC}\\link${ESC}]8;;${ESC}\\!`)).toEqual([['abcdelink!', {}]]);
    expect(looks(`a${ESC}]0;never ends`)).toEqual([['a', {}]]);
    expect(looks(`tab\tstays${ESC}`)).toEqual([['tab\tstays', {}]]);
  });

  it('shows a line that was drawn several times as it was last', () => {
    expect(looks('10 %\r50 %\r100 %')).toEqual([['100 %', {}]]);
    expect(looks('done\r')).toEqual([['done', {}]]);
    expect(stripAnsi('10 %\r100 %\r')).toBe('100 %');
  });

  it('never makes markup, and never loses or invents text', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('<b>', '&amp;', `${ESC}[`, `${ESC}[31m`, `${ESC}[38;2;`, ';', ':', 'm', `${ESC}]`, '\x07', '\r', '\x9b', ESC),
      fc.array(fc.nat(300), { maxLength: 6 }).map((codes) => `${ESC}[${codes.join(';')}m`),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const line = pieces.join('');
        const text = parseAnsi(line)
          .map((span) => span.text)
          .join('');
        expect(text).toBe(stripAnsi(line));
        expect(text).not.toMatch(/[\0-\x08\x0a-\x1f\x7f-\x9f]/);
        for (const { style } of parseAnsi(line))
          for (const color of [style.foreground, style.background]) if (color !== undefined) expect(String(color)).toMatch(/^(#[0-9a-f]{6}|\d{1,3})$/);
      }),
      { numRuns: 200 },
    );
  });

  it('takes a hostile line in linear time', () => {
    for (const part of [ESC, `${ESC}]`, `${ESC}[1;`, `${ESC}[31m`, '\r', '\x9b0', ';']) {
      const line = `${part.repeat(50_000)}x`;
      expect(stripAnsi(line).length).toBeLessThanOrEqual(line.length);
      expect(parseAnsi(line).length).toBeLessThanOrEqual(line.length);
    }
  });
});
