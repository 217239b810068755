import { pino, type Logger } from 'pino';

export type Log = Logger;

/** JSON lines on the standard output. Nothing secret is ever handed to it; what looks so is cut all the same. */
export const createLog = (level: string): Log =>
  pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: ['token', '*.token', 'env', '*.env'], censor: '[cut]' },
  });
