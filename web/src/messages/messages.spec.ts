import { describe, expect, it } from 'vitest';
import en from './en/index.ts';
import zh from './zh/index.ts';

type Tree = { [key: string]: string | Tree };

const flat = (tree: Tree, path = ''): [key: string, text: string][] =>
  Object.entries(tree).flatMap(([name, value]) => (typeof value === 'string' ? [[path + name, value]] : flat(value, `${path}${name}.`)));

const english = new Map(flat(en));
const chinese = new Map(flat(zh));

const sources = import.meta.glob<string>(['../**/*.{vue,ts}', '!../**/*.spec.ts', '!../messages/**', '!../testing/**'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Keys said whole (`'hosts.title'`), and beginnings of those that are put together (`` `states.${state}` ``). */
function mentions(source: string): { whole: string[]; begun: string[] } {
  return {
    whole: [...source.matchAll(/['"`]([a-z]\w*(?:\.\w+)+)['"`]/g)].map(([, key]) => key!),
    begun: [...source.matchAll(/`([a-z]\w*(?:\.\w+)*\.)\$\{/g)].map(([, begin]) => begin!),
  };
}
const said = Object.values(sources).map(mentions);

/** What `t` is called with by name: other dotted strings may be anything. */
const asked = Object.entries(sources).flatMap(([file, source]) =>
  [...source.matchAll(/\bt\(\s*['"]([^'"]+)['"]/g)].map(([, key]) => ({ file, key: key! })),
);

describe('messages', () => {
  it('are all there that are asked for', () => {
    expect(asked.length).toBeGreaterThan(10);
    expect(asked.filter(({ key }) => !english.has(key))).toEqual([]);
  });

  it('are all asked for', () => {
    const whole = new Set(said.flatMap((mention) => mention.whole));
    const begun = said.flatMap((mention) => mention.begun);
    expect([...english.keys()].filter((key) => !whole.has(key) && !begun.some((begin) => key.startsWith(begin)))).toEqual([]);
  });

  it('are the same in Chinese: keys, and the values they name', () => {
    const names = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort();
    const unique = (text: string): string[] => [...new Set(names(text))];
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort());
    expect([...english].filter(([key, text]) => unique(text).join() !== unique(chinese.get(key)!).join())).toEqual([]);
  });

  it('are not English in Chinese, but for names and abbreviations', () => {
    const names = ['app.name', 'app.documentTitle', 'settings.english', 'settings.chinese'];
    const hasWords = (text: string): boolean => /\p{Ll}/u.test(text.replace(/\{\w+\}/g, ''));
    expect([...chinese].filter(([key, text]) => text === english.get(key) && hasWords(text) && !names.includes(key))).toEqual([]);
  });

  it('are never empty', () => {
    expect([...english, ...chinese].filter(([, text]) => text.trim() === '')).toEqual([]);
  });
});
