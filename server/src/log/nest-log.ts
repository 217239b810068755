import type { LoggerService } from '@nestjs/common';
import type { Log } from './log.ts';

type Level = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';

/** Nest's own narration of its start: for those who debug it. */
const narrators = new Set(['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestApplication']);

/**
 * Nest's logger written by pino. Services hold `new Logger(Name.name)` of Nest and call `warn('words')`, or `warn({ host, err }, 'words')`
 * to add fields; an `err` field is written with its stack.
 */
export class NestLog implements LoggerService {
  constructor(private readonly pino: Log) {}

  log = (message: unknown, ...rest: unknown[]): void => this.#write('info', message, rest);
  fatal = (message: unknown, ...rest: unknown[]): void => this.#write('fatal', message, rest);
  error = (message: unknown, ...rest: unknown[]): void => this.#write('error', message, rest);
  warn = (message: unknown, ...rest: unknown[]): void => this.#write('warn', message, rest);
  debug = (message: unknown, ...rest: unknown[]): void => this.#write('debug', message, rest);
  verbose = (message: unknown, ...rest: unknown[]): void => this.#write('trace', message, rest);

  /** Nest appends the name of the logger as the last argument, and for errors of its own a stack before it. */
  #write(wanted: Level, message: unknown, rest: readonly unknown[]): void {
    const texts = rest.filter((part) => typeof part === 'string');
    const scope = texts.at(-1);
    const words = texts.slice(0, -1);
    const level = wanted === 'info' && narrators.has(scope ?? '') ? 'debug' : wanted;
    if (message instanceof Error) this.pino[level]({ scope, err: message }, words[0] ?? message.message);
    else if (typeof message === 'object' && message !== null) this.pino[level]({ scope, ...message }, words[0] ?? '');
    else this.pino[level](words.length === 0 ? { scope } : { scope, detail: words.join('\n') }, String(message));
  }
}
