import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectLevel, parseStructured } from './log-structure.ts';

describe('parseStructured', () => {
  it('takes JSON apart, with level and message of any logger', () => {
    expect(parseStructured(' {"level":"warn","msg":"slow","ms":120,"deep":{"a":[1]}} ')).toEqual({
      kind: 'json',
      level: 'warn',
      message: 'slow',
      fields: [
        ['ms', 120],
        ['deep', { a: [1] }],
      ],
    });
    expect(parseStructured('{"level":50,"message":"boom"}')).toMatchObject({ level: 'error', message: 'boom' });
    expect(parseStructured('{"severity":"CRITICAL"}')).toMatchObject({ level: 'fatal', message: undefined });
    // A level that is none, and a message that is no text, are fields like others.
    expect(parseStructured('{"level":3,"msg":{"a":1}}')).toMatchObject({ level: undefined, fields: [['level', 3], ['msg', { a: 1 }]] });
  });

  it('takes logfmt apart', () => {
    expect(parseStructured('time=2026-01-01T00:00:00Z level=error msg="no \\"such\\" file" path=/etc/x empty=')).toEqual({
      kind: 'logfmt',
      level: 'error',
      message: 'no "such" file',
      fields: [
        ['time', '2026-01-01T00:00:00Z'],
        ['path', '/etc/x'],
        ['empty', ''],
      ],
    });
  });

  it.each(['', 'plain text', 'a=b', 'x=1 and then prose', '{not json}', '[1,2]', '{"a":1} tail', 'url=http://x/?a=b c=d', 'null'])('leaves %j as it is', (line) => {
    expect(parseStructured(line)).toBeNull();
  });

  it('never throws, and gives back what JSON held', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (line) => {
        parseStructured(line);
        detectLevel(line);
      }),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string().filter((name) => !/level|lvl|severity|msg|message|__proto__/i.test(name)), fc.jsonValue()), (value) => {
        expect(parseStructured(JSON.stringify(value))?.fields).toEqual(Object.entries(JSON.parse(JSON.stringify(value)) as object));
      }),
    );
  });
});

describe('detectLevel', () => {
  it.each([
    ['2026/01/01 10:00:00 [error] 7#7: upstream timed out', 'error'],
    ['2026-01-01 10:00:00.000 UTC [1] LOG:  ready', undefined],
    ['2026-01-01 10:00:00 UTC [1] ERROR:  relation does not exist', 'error'],
    ['10:00:00.000 WARN  c.e.Main - slow', 'warn'],
    ['warning: unused variable', 'warn'],
    ['E0102 15:04:05.000000 1 main.go:1] no', 'error'],
    ['{"level":"debug","msg":"error in the message"}', 'debug'],
    ['level=info msg="an error"', 'info'],
    ['[INF] started', 'info'],
    ['finished without an error', undefined],
    ['GET /information 200', undefined],
    ['INFORMER started', undefined],
    [`${'x'.repeat(300)} ERROR`, undefined],
  ])('%j is %s', (line, level) => {
    expect(detectLevel(line)).toBe(level);
  });
});
