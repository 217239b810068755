import { InvalidError } from './coded-error.ts';
import {
  freeText,
  isNumberField,
  isTextField,
  numberFields,
  queryFields,
  textFields,
  type NumberOf,
  type QueryField,
  type QuerySubject,
  type Test,
} from './query-fields.ts';

export { queryFields, queryValues, type QueryField, type QuerySubject } from './query-fields.ts';

/** One term of a query. Without a field it is free text, matched against name, image, id and labels. */
export interface QueryTerm {
  field: QueryField | null;
  /** Numbers compare with these; text fields always use `:`. */
  comparison: ':' | '>' | '>=' | '<' | '<=';
  /** Alternatives: one has to match. */
  values: string[];
  negated: boolean;
  /** Where the term stands in the text. */
  start: number;
  end: number;
}

function fail(start: number, message: string): never {
  throw new InvalidError([{ path: ['q', start], message }], message);
}

/** A word, where `"` keeps spaces and commas together and `\` takes the next character as it is. */
function readWord(text: string, from: number): { parts: string[]; end: number } {
  const parts: string[] = [];
  let part = '';
  let quoted = false;
  let at = from;
  for (; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '"') quoted = !quoted;
    else if (character === '\\' && at + 1 < text.length) {
      at += 1;
      part += text[at] ?? '';
    } else if (!quoted && /\s/.test(character)) break;
    else if (!quoted && character === ',') {
      parts.push(part);
      part = '';
    } else part += character;
  }
  if (quoted) fail(from, 'A quotation mark is not closed.');
  return { parts: [...parts, part], end: at };
}

/** The terms of a query; all must match. @throws InvalidError naming the position as path `["q", position]` */
export function parseQuery(text: string): QueryTerm[] {
  const terms: QueryTerm[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at] ?? '')) {
      at += 1;
      continue;
    }
    const start = at;
    const negated = text[at] === '-' && at + 1 < text.length;
    if (negated) at += 1;
    const named = /^([a-zA-Z]+):(>=|<=|>|<)?/.exec(text.slice(at));
    const name = fieldName(named?.[1], start);
    const comparison = (named?.[2] ?? ':') as QueryTerm['comparison'];
    const { parts, end } = readWord(text, name === null ? at : at + (named?.[0].length ?? 0));
    const values = name === null ? [parts.join(',')] : parts;
    if (name !== null) {
      if (values.includes('')) fail(start, `"${name}:" needs a value.`);
      if (isTextField(name) && comparison !== ':') fail(start, `"${name}" is text: it cannot be compared with ${comparison}.`);
      if (isNumberField(name)) for (const value of values) readNumber(name, value, start);
    }
    terms.push({ field: name, comparison, values, negated, start, end });
    at = end;
  }
  return terms;
}

/** Whether two words differ by one letter left out, put in, or changed. */
function nearly(a: string, b: string): boolean {
  let same = 0;
  while (same < a.length && a[same] === b[same]) same += 1;
  return [a.slice(same), a.slice(same + 1)].some((x) => [b.slice(same), b.slice(same + 1)].includes(x));
}

/**
 * The field that a word before a colon names, or null: `nginx:1.27` is text to look for.
 * A word that is nearly a field is a slip, and said so, rather than a search that finds nothing.
 */
function fieldName(word: string | undefined, start: number): QueryField | null {
  const name = word?.toLowerCase() ?? '';
  if (isTextField(name) || isNumberField(name)) return name;
  const meant =
    name.length < 2 ? undefined : queryFields.find((field) => nearly(name, field) || (name.length > 2 && field.startsWith(name)));
  if (meant !== undefined) fail(start, `There is no field "${name}"; did you mean "${meant}"? Quote the text to search for it as it is.`);
  return null;
}

const units: Record<string, number> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4 };

function readNumber(field: string, value: string, start: number): number {
  const [, digits, unit] = /^(\d+(?:\.\d+)?)([kmgt]?)(?:i?b)?%?$/i.exec(value) ?? [];
  if (digits === undefined) fail(start, `"${field}" is a number; "${value}" is not.`);
  return Number(digits) * (units[unit?.toLowerCase() ?? ''] ?? 1);
}

function compare(comparison: QueryTerm['comparison'], wanted: number, value: number): boolean {
  switch (comparison) {
    case ':':
      return value === wanted;
    case '>':
      return value > wanted;
    case '>=':
      return value >= wanted;
    case '<':
      return value < wanted;
    case '<=':
      return value <= wanted;
  }
}

function termTest(term: QueryTerm): Test {
  const { field } = term;
  if (field === null) {
    const tests = term.values.map(freeText);
    return (subject) => tests.some((test) => test(subject));
  }
  if (isNumberField(field)) {
    const numbers = term.values.map((value) => readNumber(field, value, term.start));
    const read: NumberOf = numberFields[field];
    return (subject) =>
      read(subject).some((value) => value !== undefined && numbers.some((wanted) => compare(term.comparison, wanted, value)));
  }
  const tests = term.values.map(textFields[field]);
  return (subject) => tests.some((test) => test(subject));
}

/** A query as a test of one container. @throws InvalidError */
export function compileQuery(text: string): Test {
  const tests = parseQuery(text).map((term) => {
    const test = termTest(term);
    return term.negated ? (subject: QuerySubject) => !test(subject) : test;
  });
  return (subject) => tests.every((test) => test(subject));
}
