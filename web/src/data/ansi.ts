/** One of the terminal's 256 colours, of which the first 16 are the theme's, or any colour as `#rrggbb`. */
export type AnsiColor = number | `#${string}`;

export interface AnsiStyle {
  readonly foreground?: AnsiColor;
  readonly background?: AnsiColor;
  readonly bold?: true;
  readonly dim?: true;
  readonly italic?: true;
  readonly underline?: true;
  readonly inverse?: true;
  readonly hidden?: true;
  readonly strike?: true;
}

/** Text of one look. It is text, not markup: what a program printed never becomes an element. */
export interface AnsiSpan {
  readonly text: string;
  readonly style: AnsiStyle;
}

/** Control characters (but tabs) and C1 codes; without any of them a line is as it looks. */
const control = /[\0-\x08\x0a-\x1f\x7f-\x9f]/;

/**
 * The sequences of ECMA-48 and xterm: CSI (parameters and final byte are caught), strings such as titles and links (OSC, DCS, …,
 * also without their end), other escapes, and single control characters.
 */
const sequences =
  /(?:\x1b\[|\x9b)([0-?]*)[ -/]*([@-~])|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?|\x1b[ -/]*[0-~]?|[\0-\x08\x0a-\x1f\x7f-\x9f]/g;

const plain: AnsiStyle = {};

/** A program that draws a progress bar writes its line again and again: the last time counts. */
function lastDrawn(text: string): string {
  let end = text.length;
  while (text[end - 1] === '\r') end -= 1;
  return text.slice(text.lastIndexOf('\r', end - 1) + 1, end);
}

/** What a line looks like in a terminal, in spans. Sequences that do more than colour are left out. */
export function parseAnsi(line: string): readonly AnsiSpan[] {
  if (!control.test(line)) return [{ text: line, style: plain }];
  const text = lastDrawn(line);
  const spans: AnsiSpan[] = [];
  let style = plain;
  let at = 0;
  const add = (part: string): void => {
    const last = spans.at(-1);
    if (part === '') return;
    if (last?.style === style) spans[spans.length - 1] = { text: last.text + part, style };
    else spans.push({ text: part, style });
  };
  for (const match of text.matchAll(sequences)) {
    add(text.slice(at, match.index));
    at = match.index + match[0].length;
    if (match[2] === 'm') style = applySgr(style, match[1] ?? '');
  }
  add(text.slice(at));
  return spans;
}

/** What is left of a line without its looks: what one searches in. */
export const stripAnsi = (line: string): string => (control.test(line) ? lastDrawn(line).replace(sequences, '') : line);

/** Codes that switch something on, and those that switch things off. */
const on: Readonly<Record<number, AnsiStyle>> = {
  1: { bold: true },
  2: { dim: true },
  3: { italic: true },
  4: { underline: true },
  7: { inverse: true },
  8: { hidden: true },
  9: { strike: true },
  21: { underline: true },
};
const off: Readonly<Record<number, readonly (keyof AnsiStyle)[]>> = {
  22: ['bold', 'dim'],
  23: ['italic'],
  24: ['underline'],
  27: ['inverse'],
  28: ['hidden'],
  29: ['strike'],
  39: ['foreground'],
  49: ['background'],
};

function without(style: AnsiStyle, keys: readonly (keyof AnsiStyle)[]): AnsiStyle {
  return Object.fromEntries(Object.entries(style).filter(([key]) => !keys.includes(key as keyof AnsiStyle)));
}

/** The style after "select graphic rendition" with these parameters. */
function applySgr(before: AnsiStyle, parameters: string): AnsiStyle {
  let style = before;
  const codes = parameters.split(';');
  for (let at = 0; at < codes.length; at += 1) {
    const [code = 0, ...own] = (codes[at] ?? '').split(':').map(Number);
    if (code === 38 || code === 48 || code === 58) {
      const [color, used] = own.length > 0 ? [readColor(own), 0] : readSpread(codes.slice(at + 1).map(Number));
      at += used;
      if (color !== undefined && code !== 58) style = { ...style, [code === 38 ? 'foreground' : 'background']: color };
    } else style = applyCode(style, code, own[0]);
  }
  return style;
}

function applyCode(style: AnsiStyle, code: number, detail: number | undefined): AnsiStyle {
  if (code === 0) return plain;
  if (code === 4 && detail === 0) return without(style, ['underline']);
  const [switchedOn, switchedOff] = [on[code], off[code]];
  if (switchedOn !== undefined) return { ...style, ...switchedOn };
  if (switchedOff !== undefined) return without(style, switchedOff);
  if (code >= 30 && code <= 37) return { ...style, foreground: code - 30 };
  if (code >= 40 && code <= 47) return { ...style, background: code - 40 };
  if (code >= 90 && code <= 97) return { ...style, foreground: code - 82 };
  if (code >= 100 && code <= 107) return { ...style, background: code - 92 };
  return style;
}

const isByte = (value: number | undefined): value is number => value !== undefined && Number.isInteger(value) && value >= 0 && value <= 255;

/** `5, index` or `2, r, g, b`, as separate parameters; and how many of them it took. */
function readSpread(codes: readonly number[]): [AnsiColor | undefined, number] {
  const length = codes[0] === 5 ? 2 : codes[0] === 2 ? 4 : 0;
  return [readColor(codes.slice(0, length)), length];
}

/** `5, index`, `2, r, g, b` or `2, space, r, g, b`. */
function readColor(parts: readonly number[]): AnsiColor | undefined {
  if (parts[0] === 5) return isByte(parts[1]) ? parts[1] : undefined;
  const bytes = parts.slice(parts.length > 4 ? 2 : 1, parts.length > 4 ? 5 : 4);
  if (parts[0] !== 2 || bytes.length !== 3 || !bytes.every(isByte)) return undefined;
  return `#${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
