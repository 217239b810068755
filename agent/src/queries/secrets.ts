import { MASKED } from '@longshore/contract/containers';

/** Parts of names that stand before secrets. Too much masked costs a click; too little costs the secret. */
const SECRET_NAME = /pass|pwd|secret|token|key|credential|auth|private|salt|cookie|session|signature|dsn/i;
/**
 * An address with a password in it: scheme://user:password@host. Of the scheme only its last letter is looked at, and no two parts
 * take the same character: a value comes from whoever made the container, and a long one must not hold the agent up.
 */
const ADDRESS_WITH_PASSWORD = /[a-z0-9+.-]:\/\/[^\s/@:]*:[^\s/@]+@/i;

/** `NAME=value`, with the value hidden when it looks like a secret. */
export function maskVariable(variable: string): string {
  const at = variable.indexOf('=');
  if (at < 0) return variable;
  const [name, value] = [variable.slice(0, at), variable.slice(at + 1)];
  return value !== '' && (SECRET_NAME.test(name) || ADDRESS_WITH_PASSWORD.test(value)) ? `${name}=${MASKED}` : variable;
}
