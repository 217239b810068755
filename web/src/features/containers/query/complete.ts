import { type QueryField, queryFields, queryValues } from '@longshore/contract/query';
import { hasExamples, type ValueCounts } from './fleet-values.ts';
import { quoteValue, readTerm } from './query-text.ts';

/** Something that completion offers for the word under the caret. */
export interface Suggestion {
  readonly kind: 'field' | 'value';
  readonly field: QueryField;
  /** The value; of a field, its name. */
  readonly text: string;
  /** Takes the place of the word. */
  readonly insert: string;
  /** How many containers have the value; undefined where it is not counted. */
  readonly count: number | undefined;
}

export interface Completion {
  /** The word that is completed, in the text. */
  readonly from: number;
  readonly to: number;
  readonly suggestions: readonly Suggestion[];
  /** The values are all there are: the first one is what is meant. */
  readonly closed: boolean;
}

const SHOWN = 10;
/** Values of these are offered before their field is named. */
const GUESSED: readonly QueryField[] = ['state', 'health', 'host', 'stack', 'tag'];

const isField = (name: string): name is QueryField => queryFields.some((field) => field === name);

/** Where the word around the caret begins and ends; blanks within quotation marks are part of it. */
function wordAt(text: string, caret: number): { from: number; to: number } {
  for (const { 0: word, index } of text.matchAll(/(?:\\.|"(?:\\.|[^"\\])*"?|[^\s"\\]|\\$)+/g))
    if (index <= caret && caret <= index + word.length) return { from: index, to: index + word.length };
  return { from: caret, to: caret };
}

/** What begins with the text first, then what is most frequent. */
function matching(values: ValueCounts, typed: string): [string, number][] {
  const wanted = typed.toLowerCase();
  const rank = ([value]: [string, number]): number => (value.toLowerCase().startsWith(wanted) ? 0 : 1);
  return [...values].filter(([value]) => value.toLowerCase().includes(wanted)).sort((a, b) => rank(a) - rank(b) || b[1] - a[1]);
}

const unquote = (text: string): string => text.replace(/\\(.)|"/g, '$1');

/** Offers what the word under the caret may become. `valuesOf` is asked for a field's values only when they are needed. */
export function complete(text: string, caret: number, valuesOf: (field: QueryField) => ValueCounts): Completion {
  const { from, to } = wordAt(text, caret);
  const word = text.slice(from, caret);
  const [, minus = '', name = '', rest = ''] = /^(-?)([a-zA-Z]+):(.*)$/s.exec(word) ?? [];
  const field = name.toLowerCase();
  if (isField(field)) {
    const comma = rest.lastIndexOf(',') + 1;
    const before = `${minus}${field}:${rest.slice(0, comma)}`;
    const suggestions = matching(valuesOf(field), unquote(rest.slice(comma))).map(([value, count]): Suggestion => ({
      kind: 'value',
      field,
      text: value,
      insert: before + quoteValue(value),
      count: hasExamples(field) ? undefined : count,
    }));
    return { from, to, suggestions: suggestions.slice(0, SHOWN), closed: queryValues[field] !== undefined && rest !== '' };
  }
  return { from, to, suggestions: [...fields(word), ...guesses(word, valuesOf)].slice(0, word === '' ? undefined : SHOWN), closed: false };
}

/** Fields that begin with what is typed; all of them when nothing is. */
function fields(word: string): Suggestion[] {
  const minus = word.startsWith('-') ? '-' : '';
  const typed = word.slice(minus.length).toLowerCase();
  return queryFields
    .filter((field) => field.startsWith(typed))
    .map((field) => ({ kind: 'field', field, text: field, insert: `${minus}${field}:`, count: undefined }));
}

function guesses(word: string, valuesOf: (field: QueryField) => ValueCounts): Suggestion[] {
  const minus = word.startsWith('-') ? '-' : '';
  const typed = word.slice(minus.length);
  if (typed.length < 2) return [];
  return GUESSED.flatMap((field) =>
    matching(valuesOf(field), typed)
      .filter(([value, count]) => count > 0 && value.toLowerCase().startsWith(typed.toLowerCase()))
      .slice(0, 3)
      .map(([value, count]): Suggestion => ({ kind: 'value', field, text: value, insert: `${minus}${field}:${quoteValue(value)}`, count })),
  );
}

/** The text with a suggestion taken: a value is complete, so the next word may begin; a field waits for its value. */
export function accept(
  text: string,
  { from, to }: Pick<Completion, 'from' | 'to'>,
  { kind, insert }: Suggestion,
): { text: string; caret: number } {
  const done = kind === 'value' && readTerm(insert) !== undefined ? ' ' : '';
  const rest = done === ' ' ? text.slice(to).trimStart() : text.slice(to);
  return { text: text.slice(0, from) + insert + done + rest, caret: from + insert.length + done.length };
}
