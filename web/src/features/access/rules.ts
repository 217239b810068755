import { t } from '../../lib/i18n.ts';

// The rules of the contract's schemas, told in the person's language as one leaves a field. rules.spec.ts holds them together.

export const PASSWORD_MIN = 10;
const PASSWORD_MAX = 256;
const USERNAME_MAX = 64;

export function passwordRule(password: string): string | undefined {
  if (password.length < PASSWORD_MIN) return t('password.tooShort');
  return password.length > PASSWORD_MAX ? t('password.tooLong') : undefined;
}

export function usernameRule(username: string): string | undefined {
  if (username === '') return t('access.usernameMissing');
  const right = username.length <= USERNAME_MAX && /^[a-zA-Z0-9](?:[a-zA-Z0-9._@-]*[a-zA-Z0-9])?$/.test(username);
  return right ? undefined : t('access.usernameForm');
}
