import { InvalidError } from '@longshore/contract/coded-error';
import { parseQuery, type QueryField, type QueryTerm } from '@longshore/contract/query';

/** A query as the box shows it: terms with a field as chips, the rest as text. */
export interface QueryParts {
  readonly chips: readonly string[];
  readonly words: string;
}

/** Words of a query, quotation marks and what they hold together. */
const WORD = /(?:\\.|"(?:\\.|[^"\\])*"?|[^\s"\\]|\\$)+/g;

export const queryWords = (text: string): string[] => text.match(WORD) ?? [];

/** The one term that a word is; undefined when it is none yet. */
export function readTerm(word: string): QueryTerm | undefined {
  try {
    const terms = parseQuery(word);
    return terms.length === 1 ? terms[0] : undefined;
  } catch (error) {
    if (error instanceof InvalidError) return undefined;
    throw error;
  }
}

const hasField = (word: string): boolean => (readTerm(word)?.field ?? null) !== null;

/** Order does not matter in a query, so chips come first. A term that is not complete, or wrong, stays text to be mended. */
export function splitQuery(text: string): QueryParts {
  const words = queryWords(text);
  return { chips: words.filter(hasField), words: words.filter((word) => !hasField(word)).join(' ') };
}

export const joinQuery = ({ chips, words }: QueryParts): string => [...chips, words].filter((part) => part !== '').join(' ');

/** A value as it must be written to be taken whole. */
export const quoteValue = (value: string): string => (/[\s,"\\]/.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : value);

const isAbout = (word: string, fields: readonly QueryField[]): boolean => {
  const field = readTerm(word)?.field ?? null;
  return field !== null && fields.includes(field);
};

/** The query without its terms about these fields. */
export const withoutFields = (text: string, fields: readonly QueryField[]): string =>
  queryWords(text)
    .filter((word) => !isAbout(word, fields))
    .join(' ');

/** The values that a query asks a field to have, whichever of them; none when it does not ask. */
export const valuesOf = (text: string, field: QueryField): string[] =>
  queryWords(text).flatMap((word) => {
    const term = readTerm(word);
    return term?.field === field && !term.negated ? term.values : [];
  });

/** The query that asks for these values of a field and for nothing else of it. */
export function withValues(text: string, field: QueryField, values: readonly string[]): string {
  const rest = withoutFields(text, [field]);
  if (values.length === 0) return rest;
  return joinQuery(splitQuery(`${rest} ${field}:${values.map(quoteValue).join(',')}`));
}
