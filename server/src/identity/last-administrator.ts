import type { EntityManager } from 'typeorm';
import { grantedEverywhere, type Binding, type Role } from '@longshore/contract/access';
import { ConflictError } from '@longshore/contract/errors';
import { rightsOf } from './rights.ts';

/** Any number of our own: changes of rights happen one after the other. */
const LOCK = 4_760_314;

/** Holds every other change of rights off until this transaction ends. Two administrators who remove each other at once must not both succeed. */
export async function lockRights(manager: EntityManager): Promise<void> {
  await manager.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
}

/** To be called at the end of the transaction of a change. @throws ConflictError when nobody could manage accounts any more */
export async function requireAdministrator(manager: EntityManager, roles: readonly Role[]): Promise<void> {
  const rows = await manager.query<{ bindings: Binding[] }[]>(`SELECT ${rightsOf('u')} AS bindings FROM users u WHERE NOT u.disabled`);
  if (rows.some((principal) => grantedEverywhere(principal, 'user.update', roles))) return;
  throw new ConflictError('Nobody would be an administrator any more.', { hint: 'Make somebody else an administrator first.' });
}
