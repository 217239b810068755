import { Writable } from 'node:stream';
import { Logger } from '@nestjs/common';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { logOptions } from './log.ts';
import { NestLog } from './nest-log.ts';

describe('the log', () => {
  const lines: Record<string, unknown>[] = [];
  const output = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(JSON.parse(chunk.toString()) as Record<string, unknown>);
      done();
    },
  });
  Logger.overrideLogger(new NestLog(pino(logOptions('trace'), output)));
  const logger = new Logger('Fleet');
  afterEach(() => void lines.splice(0));

  it('keeps words, fields and errors of Nest’s logger', () => {
    logger.warn('words');
    logger.log({ host: 'web-1' }, 'joined');
    logger.error({ err: new TypeError('broken'), host: 'web-1' }, 'failed');
    logger.error(new Error('alone'));
    expect(lines).toMatchObject([
      { level: 40, scope: 'Fleet', msg: 'words' },
      { level: 30, scope: 'Fleet', host: 'web-1', msg: 'joined' },
      { level: 50, host: 'web-1', msg: 'failed', err: { type: 'TypeError', message: 'broken' } },
      { level: 50, msg: 'alone', err: { message: 'alone' } },
    ]);
  });

  it('holds no secrets', () => {
    logger.log({ password: 'hunter2', headers: { authorization: 'Bearer hunter2', cookie: 'hunter2' }, token: 'hunter2' }, 'x');
    expect(JSON.stringify(lines)).not.toContain('hunter2');
  });
});
