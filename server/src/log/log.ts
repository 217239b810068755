import { destination, pino, type Logger, type LoggerOptions } from 'pino';
import { PinoPretty } from 'pino-pretty';
import type { Config } from '../config/config.ts';

export type Log = Logger;

/** Field names whose values never reach the log, at the top or one level down. */
const secrets = ['password', 'token', 'secret', 'authorization', 'cookie', 'current', 'env'];

export const logOptions = (level: Config['logLevel']): LoggerOptions => ({
  level,
  base: undefined,
  redact: { paths: secrets.flatMap((name) => [name, `*.${name}`]), censor: '[redacted]' },
});

/** The log of the process, on stdout: JSON lines, or coloured text when a person watches the terminal. */
export function createLog({ logLevel }: Pick<Config, 'logLevel'>): Log {
  // Written at once, so that the last words of a process that ends are not lost.
  const output = process.stdout.isTTY ? PinoPretty({ colorize: true, sync: true }) : destination({ dest: process.stdout.fd, sync: true });
  return pino(logOptions(logLevel), output);
}
