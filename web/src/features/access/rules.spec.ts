import { Password, Username } from '@longshore/contract/identity';
import { beforeAll, describe, expect, it } from 'vitest';
import { showLanguage } from '../../lib/i18n.ts';
import { passwordRule, usernameRule } from './rules.ts';

beforeAll(() => showLanguage('en'));

describe('the rules at the fields say what the server would', () => {
  it.each(['', 'a', 'ann', 'Ann.Lee@example.com', '.ann', 'ann-', 'a_b', 'a b', 'änn', '0', 'a'.repeat(64), 'a'.repeat(65)])(
    'of the user name %j',
    (username) => {
      expect(usernameRule(username) === undefined).toBe(Username.safeParse(username).success);
    },
  );

  it.each(['', 'a'.repeat(9), 'a'.repeat(10), 'a'.repeat(256), 'a'.repeat(257)])('of the password %j', (password) => {
    expect(passwordRule(password) === undefined).toBe(Password.safeParse(password).success);
  });
});
