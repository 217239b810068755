export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
export type LogLevel = (typeof logLevels)[number];

/** A line that is JSON or logfmt, in its parts. */
export interface StructuredLine {
  readonly kind: 'json' | 'logfmt';
  readonly level: LogLevel | undefined;
  readonly message: string | undefined;
  /** The rest, in the order it came. JSON values are as they were, logfmt values are text. */
  readonly fields: readonly (readonly [name: string, value: unknown])[];
}

/** A longer line is shown as it is. */
const MAX_LENGTH = 64 * 1024;
/** So far into a line its level is looked for: further on it is prose. */
const HEAD = 200;

const levelNames = new Set(['level', 'lvl', 'severity', 'loglevel', 'log.level', 'levelname']);
const messageNames = new Set(['msg', 'message']);

const words: Readonly<Record<string, LogLevel>> = {
  trace: 'trace',
  debug: 'debug',
  dbg: 'debug',
  info: 'info',
  inf: 'info',
  information: 'info',
  notice: 'info',
  warn: 'warn',
  warning: 'warn',
  wrn: 'warn',
  error: 'error',
  err: 'error',
  severe: 'error',
  fatal: 'fatal',
  crit: 'fatal',
  critical: 'fatal',
  panic: 'fatal',
  emerg: 'fatal',
  alert: 'fatal',
};
const pattern = Object.keys(words).join('|');
/** In capitals alone, or in any case where a level stands by convention: in brackets, or before a colon at the start. */
const inCapitals = new RegExp(`\\b(?:${pattern.toUpperCase()})\\b`);
const marked = new RegExp(`[\\[(<|](${pattern})[\\])>|]|^\\s*(${pattern}):`, 'i');
/** Google's loggers: `I0102 15:04:05`. */
const glog = /^([IWEF])\d{4} \d\d:/;
const glogLevels: Readonly<Record<string, LogLevel>> = { I: 'info', W: 'warn', E: 'error', F: 'fatal' };

/** What programs write for a level: words, or the numbers of bunyan and pino. */
function readLevel(value: unknown): LogLevel | undefined {
  if (typeof value === 'string') return words[value.toLowerCase()];
  if (typeof value === 'number' && value % 10 === 0) return logLevels[value / 10 - 1];
  return undefined;
}

function structured(kind: StructuredLine['kind'], entries: readonly (readonly [string, unknown])[]): StructuredLine {
  const level = entries.find(([name, value]) => levelNames.has(name.toLowerCase()) && readLevel(value) !== undefined);
  const message = entries.find(([name, value]) => messageNames.has(name.toLowerCase()) && typeof value === 'string');
  return {
    kind,
    level: level && readLevel(level[1]),
    message: message && String(message[1]),
    fields: entries.filter((entry) => entry !== level && entry !== message),
  };
}

function parseJson(text: string): StructuredLine | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? structured('json', Object.entries(value)) : null;
  } catch (error) {
    // It only began like JSON.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

const pair = /([\w.@/-]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s"=]*))(?:\s+|$)/y;

function parseLogfmt(text: string): StructuredLine | null {
  const entries: [string, string][] = [];
  pair.lastIndex = 0;
  while (pair.lastIndex < text.length) {
    const match = pair.exec(text);
    if (match === null) return null;
    const [, name = '', quoted, bare = ''] = match;
    entries.push([name, quoted === undefined ? bare : quoted.replace(/\\(.)/g, (_all, character: string) => (character === 'n' ? '\n' : character))]);
  }
  return entries.length < 2 ? null : structured('logfmt', entries);
}

/** The parts of a line that is JSON or logfmt; null for any other. Give it text without ANSI sequences. */
export function parseStructured(line: string): StructuredLine | null {
  if (line.length > MAX_LENGTH) return null;
  const text = line.trim();
  if (text.startsWith('{') && text.endsWith('}')) return parseJson(text);
  return /^[\w.@/-]+=/.test(text) ? parseLogfmt(text) : null;
}

/** How bad a line says it is; undefined when it does not say. Give it text without ANSI sequences. */
export function detectLevel(line: string): LogLevel | undefined {
  const known = parseStructured(line)?.level;
  if (known !== undefined) return known;
  const head = line.slice(0, HEAD);
  const short = glog.exec(head)?.[1];
  if (short !== undefined) return glogLevels[short];
  const found = marked.exec(head);
  const word = found?.[1] ?? found?.[2] ?? inCapitals.exec(head)?.[0] ?? /\blevel=["']?(\w+)/i.exec(head)?.[1];
  return word === undefined ? undefined : words[word.toLowerCase()];
}
