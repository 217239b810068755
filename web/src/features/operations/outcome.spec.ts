import { describe, expect, it } from 'vitest';
import { seenContainer } from './outcome.ts';

describe('seenContainer', () => {
  it('reads the container', () => {
    expect(seenContainer({ container: { name: 'api', state: 'exited', exitCode: 137, labels: {} } })).toEqual({
      name: 'api',
      state: 'exited',
      exitCode: 137,
    });
  });

  it('says when it is gone', () => expect(seenContainer({ container: null })).toBeNull());

  it.each([null, undefined, 'text', [], {}, { container: 'x' }, { container: { name: 'api', state: 'floating' } }])(
    'does not take %j for one',
    (outcome) => {
      expect(seenContainer(outcome)).toBeUndefined();
    },
  );
});
