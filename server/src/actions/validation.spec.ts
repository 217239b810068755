import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Binding } from '@longshore/contract/access';
import { InvalidError } from '@longshore/contract/errors';
import { Flag, wholeNumber } from '@longshore/contract/page';
import { validate } from './validation.ts';

const fieldsOf = (schema: z.ZodType, value: unknown): unknown => {
  try {
    validate(schema, value);
  } catch (error) {
    if (error instanceof InvalidError) return error.extra.fields;
    throw error;
  }
  return [];
};

describe('validate', () => {
  it('gives the value as the schema makes it', () => {
    expect(validate(z.strictObject({ limit: wholeNumber(1, 9).default(3), all: Flag }), { all: '' })).toEqual({ limit: 3, all: true });
  });

  it('names each wrong field and each unknown one', () => {
    const schema = z.strictObject({ a: z.strictObject({ b: z.array(z.string()) }), c: z.number() });
    expect(fieldsOf(schema, { a: { b: ['x', 1], d: 1 }, c: 'x', 'e f': 1 })).toEqual([
      { path: ['a', 'b', 1], message: 'Invalid input: expected string, received number' },
      { path: ['a', 'd'], message: 'is not known here' },
      { path: ['c'], message: 'Invalid input: expected number, received string' },
      { path: ['e f'], message: 'is not known here' },
    ]);
    expect(fieldsOf(z.strictObject({}), JSON.parse('{"__proto__":1}'))).toEqual([{ path: ['__proto__'], message: 'is not known here' }]);
  });

  it('tells of a union the branch that came closest', () => {
    expect(fieldsOf(wholeNumber(1, 9), 'ten')).toEqual([{ path: [], message: 'must be a whole number' }]);
    expect(fieldsOf(wholeNumber(1, 9), 12)).toEqual([{ path: [], message: 'Too big: expected number to be <=9' }]);
    expect(fieldsOf(wholeNumber(1, 9), {})).toEqual([{ path: [], message: 'Invalid input: expected number or string' }]);
    expect(fieldsOf(Binding, { role: 'viewer', scope: { kind: 'host', host: 'web-1' } })).toEqual([
      { path: ['scope', 'host'], message: 'Invalid UUID' },
    ]);
    expect(fieldsOf(Binding, { role: 'viewer', scope: { kind: 'moon' } })).toMatchObject([{ path: ['scope', 'kind'] }]);
  });

  it('refuses texts that no database or engine takes, however deep', () => {
    const message = 'must not hold NUL or broken characters';
    expect(fieldsOf(z.object({ a: z.array(z.record(z.string(), z.string())) }), { a: [{ ok: 'héllo 🚢', bad: 'a\0b' }] })).toEqual([
      { path: ['a', 0, 'bad'], message },
    ]);
    expect(fieldsOf(z.string(), '\ud83d')).toEqual([{ path: [], message }]);
  });
});
