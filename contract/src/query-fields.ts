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

export type Test = (subject: QuerySubject) => boolean;
type TextOf = (subject: QuerySubject) => readonly string[];
/** What a text field has to be, as a test. */
type TextField = (value: string) => Test;
export type NumberOf = (subject: QuerySubject) => readonly (number | undefined)[];

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

type Labels = ContainerRow['labels'];

/** Lists of 20,000 rows are searched with every key that is typed: no arrays are made here. */
function someLabel(labels: Labels, test: (name: string, value: string) => boolean): boolean {
  for (const name in labels) if (test(name, labels[name] ?? '')) return true;
  return false;
}

/** Text without a field. */
export function freeText(value: string): Test {
  const contains = textTest(value.includes('*') ? `*${value}*` : value, false);
  const prefix = value.toLowerCase();
  return ({ row }) =>
    contains(row.name) ||
    contains(row.image) ||
    row.id.startsWith(prefix) ||
    someLabel(row.labels, (name, label) => contains(name) || contains(label));
}

/** A label by its name, or by `name=value`. */
function labelTest(value: string): Test {
  const wanted = value.toLowerCase();
  if (wanted.includes('*')) {
    const matches = textTest(wanted, true);
    return ({ row }) => someLabel(row.labels, (name, label) => matches(name) || matches(`${name}=${label}`));
  }
  const isWanted = (name: string, label: string): boolean => {
    const key = name.toLowerCase();
    if (!wanted.startsWith(key)) return false;
    return wanted.length === key.length || (wanted[key.length] === '=' && wanted.slice(key.length + 1) === label.toLowerCase());
  };
  return ({ row }) => someLabel(row.labels, isWanted);
}

/** The text has to be the whole value. */
const whole =
  (read: TextOf): TextField =>
  (value) => {
    const matches = textTest(value, true);
    return (subject) => read(subject).some(matches);
  };

/** The text may be a part of the value. */
const part =
  (read: TextOf): TextField =>
  (value) => {
    const matches = textTest(value, false);
    return (subject) => read(subject).some(matches);
  };

export const textFields = {
  state: whole(({ row }) => [row.state]),
  health: whole(({ row }) => [row.health ?? 'none']),
  host: whole(({ hostName }) => [hostName]),
  tag: whole(({ hostTags }) => hostTags),
  group: whole(({ hostGroup }) => [hostGroup]),
  name: part(({ row }) => [row.name]),
  image: part(({ row }) => [row.image]),
  id: part(({ row }) => [row.id]),
  stack: whole(({ row }) => [row.labels[COMPOSE_PROJECT] ?? '']),
  network: whole(({ row }) => row.networks),
  is: whole(({ row, stale }) => [stale ? 'stale' : 'live', ...(row.tty ? ['tty'] : []), ...(row.oomKilled === true ? ['oom'] : [])]),
  label: labelTest,
} satisfies Record<string, TextField>;

export const numberFields = {
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

export const isTextField = (field: string): field is keyof typeof textFields => Object.hasOwn(textFields, field);
export const isNumberField = (field: string): field is keyof typeof numberFields => Object.hasOwn(numberFields, field);
