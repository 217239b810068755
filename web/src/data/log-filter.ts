import { OUTPUT } from '@longshore/contract/streams/log-records';
import { stripAnsi } from './ansi.ts';
import type { LogLine } from './log-lines.ts';
import { detectLevel, type LogLevel } from './log-structure.ts';

/** Which lines are shown; all that is set must fit. Absent and empty means all. */
export interface LogFilter {
  readonly text?: string;
  /** The text is a regular expression. */
  readonly regex?: boolean;
  readonly caseSensitive?: boolean;
  /** Lines without the text rather than with it. */
  readonly inverse?: boolean;
  readonly output?: 'stdout' | 'stderr' | undefined;
  /** `none` are lines that do not say how bad they are. */
  readonly levels?: readonly (LogLevel | 'none')[];
  /** Indices of targets. */
  readonly sources?: ReadonlySet<number> | undefined;
}

export interface CompiledLogFilter {
  /** Why the text is no regular expression, in the browser's words; null when all is well. It finds everything then. */
  readonly mistake: string | null;
  /** Does it leave anything out at all? */
  readonly all: boolean;
  readonly matches: (line: LogLine) => boolean;
}

/** A piece of text: from the first character, up to the one before the second. */
export type TextRange = readonly [start: number, end: number];

/** Longer than this nobody reads, and a regular expression may take for ever. */
const SEARCHED = 32 * 1024;

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function pattern({ text = '', regex = false, caseSensitive = false }: LogFilter, flags: string): RegExp | null {
  if (text === '') return null;
  return new RegExp(regex ? text : literally(text), caseSensitive ? flags : `${flags}i`);
}

function compilePattern(filter: LogFilter): { found: RegExp | null; mistake: string | null } {
  try {
    return { found: pattern(filter, ''), mistake: null };
  } catch (error) {
    if (error instanceof SyntaxError) return { found: null, mistake: error.message };
    throw error;
  }
}

const outputOf = (filter: LogFilter): number | undefined =>
  filter.output === undefined ? undefined : filter.output === 'stderr' ? OUTPUT.stderr : OUTPUT.stdout;

/** A filter as a test of lines. What happened to a source is always shown, unless the source is not. */
export function compileLogFilter(filter: LogFilter): CompiledLogFilter {
  const { found, mistake } = compilePattern(filter);
  const { sources, inverse = false } = filter;
  const output = outputOf(filter);
  const levels = new Set(filter.levels ?? []);
  const matches = (line: LogLine): boolean => {
    if (sources?.has(line.source) === false) return false;
    if (line.output === OUTPUT.notice) return true;
    if (output !== undefined && line.output !== output) return false;
    if (found === null && levels.size === 0) return true;
    const text = stripAnsi(line.text);
    if (found !== null && found.test(text.slice(0, SEARCHED)) === inverse) return false;
    return levels.size === 0 || levels.has(detectLevel(text) ?? 'none');
  };
  return { mistake, all: sources === undefined && output === undefined && found === null && levels.size === 0, matches };
}

/** Where the searched text stands in a line (without ANSI sequences), to be marked. Empty when nothing is searched or it is inverse. */
export function findRanges(filter: LogFilter, text: string): readonly TextRange[] {
  const { mistake } = compilePattern(filter);
  const everywhere = mistake === null && filter.inverse !== true ? pattern(filter, 'g') : null;
  if (everywhere === null) return [];
  return Array.from(text.slice(0, SEARCHED).matchAll(everywhere), ({ index, 0: { length } }) => [index, index + length] as const).filter(
    ([start, end]) => end > start,
  );
}
