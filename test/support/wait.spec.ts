import { expect, it } from 'vitest';

import { eventually, passes } from './wait.ts';

it('returns the first answer that is there, and tries again after misses and throws', async () => {
  const answers = [false, undefined, null, new Error('not yet'), 0];
  const attempt = (): unknown => {
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  };
  expect(await eventually(attempt as () => number | undefined, { everyMs: 1 })).toBe(0);
  expect(answers).toEqual([]);
});

it('gives up with the last failure, as message and as cause', async () => {
  const failure = new Error('the reason');
  const attempt = (): number => {
    throw failure;
  };
  const given = await eventually(attempt, { timeoutMs: 20, everyMs: 1 }).catch((error: unknown) => error);
  expect(given).toMatchObject({ message: 'not within 20 ms: the reason', cause: failure });
  await expect(eventually(() => false, { timeoutMs: 20, everyMs: 1 })).rejects.toThrow('not within 20 ms: got false');
});

it('lets assertions pass late, and fails with theirs', async () => {
  let tries = 0;
  await passes(() => expect((tries += 1)).toBe(3), { everyMs: 1 });
  await expect(passes(() => expect(tries).toBe(4), { timeoutMs: 20, everyMs: 1 })).rejects.toThrow('expected 3 to be 4');
});
