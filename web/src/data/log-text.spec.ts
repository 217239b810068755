import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineAssembler } from './log-text.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const ENGINE_SPLIT = 16 * 1024;

/** What an engine makes of what a program writes: a message per line, cut where it is too long. */
function* messages(text: string): Generator<Uint8Array> {
  for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    const all = bytes(line);
    for (let at = 0; at < all.length; at += ENGINE_SPLIT) yield all.subarray(at, at + ENGINE_SPLIT);
  }
}
const assemble = (parts: Iterable<Uint8Array>) => {
  const assembler = new LineAssembler();
  const lines = [...parts].flatMap((part) => assembler.push(part));
  return [...lines, ...assembler.finish()];
};

describe('LineAssembler', () => {
  it('gives the lines a program wrote, however long, also where a character was cut', () => {
    const line = fc.tuple(fc.string({ unit: 'grapheme', maxLength: 6 }), fc.nat(40_000)).map(([text, length]) => (text + '界x').repeat(1 + length / 4).replaceAll(/[\r\n]/g, ''));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 5 }), fc.boolean(), (lines, ended) => {
        const text = lines.join('\n') + (ended && lines.length > 0 ? '\n' : '');
        expect(assemble(messages(text))).toEqual(lines.filter((one, at) => one !== '' || ended || at < lines.length - 1));
      }),
      { numRuns: 60 },
    );
  });

  it('does not wait for the end of a short line that the program left open', () => {
    expect(assemble([bytes('panic: no'), bytes('next\n')])).toEqual(['panic: no', 'next']);
  });

  it('takes several lines in one message, line ends of terminals, and empty lines', () => {
    expect(assemble([bytes('a\r\nb\n'), bytes('\n'), bytes('c\r\n')])).toEqual(['a', 'b', '', 'c']);
  });

  it('shows what is not UTF-8, and is right again behind it', () => {
    expect(assemble([new Uint8Array([0xc3, 0x0a]), bytes('ä\n'), new Uint8Array([0x61, 0xe7, 0x95]), bytes('b\n')])).toEqual(['�', 'ä', 'a�', 'b']);
  });

  it('does not hold a line without an end for ever', () => {
    const parts = Array.from({ length: 200 }, () => bytes('x'.repeat(ENGINE_SPLIT)));
    const lines = assemble(parts);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines[0]!.length).toBeLessThanOrEqual(2 * 1024 * 1024);
  });
});
