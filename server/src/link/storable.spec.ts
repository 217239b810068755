import { describe, expect, it } from 'vitest';
import { storable } from './storable.ts';

describe('storable', () => {
  it('replaces what PostgreSQL cannot keep, in texts and names, at any depth', () => {
    expect(storable({ 'a\0': ['x\0y', { b: '\ud800 \udc00 \u{1f600}' }] })).toEqual({
      'a\ufffd': ['x\ufffdy', { b: '\ufffd \ufffd \u{1f600}' }],
    });
  });

  it('leaves everything else as it is', () => {
    const value = { a: 1, b: null, c: [true, '\\u0000', 'é'], d: undefined };
    expect(storable(value)).toEqual(value);
  });
});
