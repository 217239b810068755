import { describe, expect, it } from 'vitest';
import { setupToken } from './setup-token.ts';

const TOKEN = 'wdN8s50JTo0IoIyw9XhU75XvLsUgnl0tjONeL0o8u-_';

describe('setupToken', () => {
  it.each([
    `/setup#${TOKEN}`,
    `/setup#token=${TOKEN}`,
    `/setup?token=${TOKEN}`,
    `/setup?lang=en&token=${TOKEN}#top`,
    `  http://127.0.0.1:8080/setup#${TOKEN}\n`,
    TOKEN,
  ])('finds it in %j', (text) => expect(setupToken(text)).toBe(TOKEN));

  it.each(['', '/setup', '/setup#', 'http://127.0.0.1:8080/setup', 'hello'])('finds none in %j', (text) => {
    expect(setupToken(text)).toBe('');
  });
});
