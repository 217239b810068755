import { describe, expect, it } from 'vitest';
import { Passwords } from './passwords.ts';

describe('passwords', () => {
  const passwords = new Passwords();

  it('are kept as argon2id, each with a salt of its own', async () => {
    const [one, other] = await Promise.all([passwords.hash('correct horse'), passwords.hash('correct horse')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
    expect(await passwords.matches(one, 'correct horse')).toBe(true);
    expect(await passwords.matches(one, 'correct horsf')).toBe(false);
  });

  it('match nobody who does not exist, after as much work', async () => {
    const hash = await passwords.hash('x');
    await passwords.matches(undefined, 'warm up');
    const timed = async (against: string | undefined): Promise<number> => {
      const runs = [];
      for (let run = 0; run < 5; run += 1) {
        const started = performance.now();
        expect(await passwords.matches(against, 'wrong')).toBe(false);
        runs.push(performance.now() - started);
      }
      return Math.min(...runs);
    };
    const [known, unknown] = [await timed(hash), await timed(undefined)];
    // Without the work an unknown name takes a thousandth of the time.
    expect(unknown).toBeGreaterThan(known / 4);
  });
});
