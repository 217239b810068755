import type { Binding, Role } from '@longshore/contract/access';
import { InvalidError } from '@longshore/contract/errors';

/** @throws InvalidError naming each binding to a role that does not exist */
export function requireKnownRoles(bindings: readonly Binding[], roles: readonly Role[]): void {
  const names = roles.map(({ name }) => name);
  const wrong = bindings.flatMap(({ role }, index) =>
    names.includes(role) ? [] : [{ path: ['bindings', index, 'role'], message: `must be one of ${names.join(', ')}` }],
  );
  if (wrong.length > 0) throw new InvalidError(wrong);
}
