import { InvalidError } from './coded-error.ts';
import { COMPOSE_PROJECT } from './compose-labels.ts';
import type { ContainerRow } from './containers.ts';
import { containerStates, healthStates } from './states.ts';
import type { ContainerStats } from './stats.ts';

/** What a query is asked of: a container, where it lives, and what it uses if that is known. */
export interface QuerySubject {
  row: ContainerRow;
  hostName: string;
  hostTags: readonly string[];
  hostGroup: string;
  stale: boolean;
  stats?: ContainerStats | undefined;
}

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

type Test = (subject: QuerySubject) => boolean;
type TextOf = (subject: QuerySubject) => readonly string[];
type NumberOf = (subject: QuerySubject) => readonly (number | undefined)[];

const textFields = {
  state: ({ row }) => [row.state],
  health: ({ row }) => [row.health ?? 'none'],
  host: ({ hostName }) => [hostName],
  tag: ({ hostTags }) => hostTags,
  group: ({ hostGroup }) => [hostGroup],
  name: ({ row }) => [row.name],
  image: ({ row }) => [row.image],
  id: ({ row }) => [row.id],
  stack: ({ row }) => [row.labels[COMPOSE_PROJECT] ?? ''],
  network: ({ row }) => row.networks,
  is: ({ row, stale }) => [stale ? 'stale' : 'live', ...(row.tty ? ['tty'] : []), ...(row.oomKilled === true ? ['oom'] : [])],
  label: ({ row }) => Object.entries(row.labels).flatMap(([name, value]) => [name, `${name}=${value}`]),
} satisfies Record<string, TextOf>;

const numberFields = {
  cpu: ({ stats }) => [stats?.cpu ?? undefined],
  memory: ({ stats }) => [stats?.memory],
  pids: ({ stats }) => [stats?.pids],
  restarts: ({ row }) => [row.restarts],
  exit: ({ row }) => [row.exitCode],
  port: ({ row }) => row.ports.flatMap((port) => [port.host, port.container]),
} satisfies Record<string, NumberOf>;

export type QueryField = keyof typeof textFields | keyof typeof numberFields;

export const queryFields: readonly QueryField[] = [
  ...(Object.keys(textFields) as (keyof typeof textFields)[]),
  ...(Object.keys(numberFields) as (keyof typeof numberFields)[]),
];

/** Values that completion offers; fields not named here take any. */
export const queryValues: Partial<Record<QueryField, readonly string[]>> = {
  state: containerStates,
  health: [...healthStates, 'none'],
  is: ['live', 'stale', 'tty', 'oom'],
};

/** Fields where text means the whole value, not a part of it. `*` still stands for anything. */
const whole = new Set<string>(['state', 'health', 'host', 'tag', 'group', 'is', 'stack', 'network', 'label']);

const isTextField = (field: string): field is keyof typeof textFields => Object.hasOwn(textFields, field);
const isNumberField = (field: string): field is keyof typeof numberFields => Object.hasOwn(numberFields, field);

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

/** Case does not matter, `*` stands for anything. */
function textTest(value: string, asWhole: boolean): (candidate: string) => boolean {
  const wanted = value.toLowerCase();
  if (!wanted.includes('*'))
    return asWhole ? (candidate) => candidate.toLowerCase() === wanted : (candidate) => candidate.toLowerCase().includes(wanted);
  const [head = '', ...rest] = wanted.split('*');
  const tail = rest.pop() ?? '';
  return (candidate) => globMatches(candidate.toLowerCase(), head, rest, tail);
}

/** In linear time, unlike a regular expression with many stars: a query comes from anybody. */
function globMatches(text: string, head: string, middle: readonly string[], tail: string): boolean {
  if (!text.startsWith(head)) return false;
  let at = head.length;
  for (const part of middle) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - tail.length >= at && text.endsWith(tail);
}

function freeText(value: string): Test {
  const contains = textTest(value.includes('*') ? `*${value}*` : value, false);
  const prefix = value.toLowerCase();
  return ({ row }) =>
    contains(row.name) ||
    contains(row.image) ||
    row.id.startsWith(prefix) ||
    Object.entries(row.labels).some(([name, label]) => contains(name) || contains(label));
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
  const tests = term.values.map((value) => textTest(value, whole.has(field)));
  const read: TextOf = textFields[field];
  return (subject) => {
    const candidates = read(subject);
    return tests.some((test) => candidates.some(test));
  };
}

/** A query as a test of one container. @throws InvalidError */
export function compileQuery(text: string): Test {
  const tests = parseQuery(text).map((term) => {
    const test = termTest(term);
    return term.negated ? (subject: QuerySubject) => !test(subject) : test;
  });
  return (subject) => tests.every((test) => test(subject));
}
