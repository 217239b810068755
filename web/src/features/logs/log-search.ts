import { type CompiledLogFilter, compileLogFilter, type LogFilter } from '../../data/log-filter.ts';
import { type LevelChoice, thisBadOrWorse } from './log-levels.ts';

/** What the bar above a log says. */
export interface LogSearch {
  readonly text: string;
  readonly regex: boolean;
  /** Matches are marked among all lines, shown alone, or left out. */
  readonly mode: 'mark' | 'only' | 'without';
  readonly output: 'both' | 'stdout' | 'stderr';
  readonly level: LevelChoice | 'any';
}

export const noSearch: LogSearch = { text: '', regex: false, mode: 'mark', output: 'both', level: 'any' };

/** Which lines are shown at all. */
export function filterOf({ text, regex, mode, output, level }: LogSearch): LogFilter {
  return {
    ...(mode === 'mark' ? {} : { text, regex, inverse: mode === 'without' }),
    ...(output === 'both' ? {} : { output }),
    ...(level === 'any' ? {} : { levels: thisBadOrWorse(level) }),
  };
}

/** What is marked in the lines that are shown. */
export const marksOf = ({ text, regex, mode }: LogSearch): LogFilter => (mode === 'without' ? {} : { text, regex });

/** Of the lines that are shown, those that are looked for: what one goes through, and what is counted. Undefined when nothing is. */
export function wantedOf(search: LogSearch): CompiledLogFilter | undefined {
  const { text, regex, mode } = search;
  const { mistake, matches } = compileLogFilter({ ...filterOf(search), text, regex, inverse: mode === 'without' });
  if (text === '' || mistake !== null) return undefined;
  return { mistake, all: false, matches: (line) => line.notice === undefined && matches(line) };
}
