import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Read as a file: the test runner empties imported style sheets. */
const css = readFileSync(`${import.meta.dirname}/theme.css`, 'utf8');

type Tokens = Record<string, string>;

/** The custom properties of the first rule with this selector. */
function tokens(selector: string): Tokens {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf('\n}', start));
  return Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name!, value!]));
}

const channel = (hex: string): number => {
  const share = Number.parseInt(hex, 16) / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
};
const luminance = (color: string): number =>
  0.2126 * channel(color.slice(1, 3)) + 0.7152 * channel(color.slice(3, 5)) + 0.0722 * channel(color.slice(5, 7));

/** WCAG 2's contrast ratio, 1 to 21. */
function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const grounds = ['page', 'surface', 'sunken', 'layer', 'hover', 'press', 'accent-soft'];
const inks = ['ink', 'ink-soft', 'ink-faint', 'accent-ink', 'ok', 'warn', 'bad', 'info', 'idle'];
const text: [ink: string, ground: string][] = [
  ...inks.flatMap((ink) => grounds.map((ground): [string, string] => [ink, ground])),
  ...['ok', 'warn', 'bad', 'info', 'idle'].map((tone): [string, string] => [tone, `${tone}-soft`]),
  ['ink-soft', 'idle-soft'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['on-bad', 'bad-fill'],
  ['on-bad', 'bad-fill-hover'],
  ['page', 'ink'],
];
/** Outlines of controls and of what has the focus. */
const outlines: [string, string][] = ['page', 'surface', 'layer', 'sunken'].flatMap((ground): [string, string][] => [
  ['control', ground],
  ['focus', ground],
  ['bad', ground],
]);
outlines.push(['focus', 'accent-soft'], ['focus', 'hover']);

describe.each([
  ['light', tokens(':root')],
  ['dark', tokens("[data-theme='dark']")],
])('the %s theme', (_, theme) => {
  const between = ([one, other]: [string, string]): number => contrast(theme[one]!, theme[other]!);
  const short = (pairs: [string, string][], least: number): string[] =>
    pairs.filter((pair) => !(between(pair) >= least)).map((pair) => `${pair.join(' on ')}: ${between(pair).toFixed(2)}`);

  it('has text at 4.5:1 or more wherever it may stand', () => {
    expect(short(text, 4.5)).toEqual([]);
  });

  it('has outlines at 3:1 or more', () => {
    expect(short(outlines, 3)).toEqual([]);
  });
});

it('gives both themes the same tokens', () => {
  expect(Object.keys(tokens("[data-theme='dark']"))).toEqual(Object.keys(tokens(':root')));
});

it('measures contrast as WCAG does', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});
