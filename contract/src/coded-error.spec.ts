import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorCodes, readErrorBody } from './coded-error.ts';
import { ErrorBody } from './errors.ts';

const field = fc.record({ path: fc.array(fc.oneof(fc.string(), fc.integer())), message: fc.string() });
const junk = fc.anything();
const maybe = <T>(good: fc.Arbitrary<T>) => fc.option(fc.oneof({ weight: 4, arbitrary: good }, junk), { nil: undefined });

const body = fc.record({
  code: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...errorCodes) }, fc.constantFrom('toString', 'nonsense'), junk),
  message: fc.oneof({ weight: 4, arbitrary: fc.string() }, junk),
  hint: maybe(fc.string()),
  fields: maybe(fc.array(fc.oneof({ weight: 4, arbitrary: field }, junk))),
  candidates: maybe(fc.array(fc.string())),
  retryAfter: maybe(fc.double({ noNaN: true, noDefaultInfinity: true })),
  stranger: junk,
});

describe('readErrorBody', () => {
  it('reads what the schema reads', () => {
    fc.assert(
      fc.property(fc.oneof(body, junk), (value) => {
        const parsed = ErrorBody.safeParse(value);
        if (parsed.success) expect(readErrorBody(value)).toEqual(parsed.data);
      }),
    );
  });

  it('gives nothing but what the schema allows', () => {
    fc.assert(
      fc.property(fc.oneof(body, junk), (value) => {
        const read = readErrorBody(value);
        if (read !== undefined) expect(ErrorBody.parse(read)).toEqual(read);
      }),
    );
  });

  it('leaves out a broken extra rather than the whole error', () => {
    expect(readErrorBody({ code: 'conflict', message: 'taken', hint: 7 })).toEqual({ code: 'conflict', message: 'taken' });
    expect(readErrorBody({ code: 'unheard of', message: 'x' })).toBeUndefined();
    expect(readErrorBody(null)).toBeUndefined();
  });
});
