import { createHash } from 'node:crypto';
import { tokenName } from '../access/principal.ts';
import type { ActionCall } from '../actions/action-call.ts';
import { storable } from '../link/storable.ts';
import { OperationEntity } from './operation.entity.ts';

/** The new operation that a call asks for. */
export function operationOf(call: ActionCall, id: string, idempotencyKey: string | undefined): OperationEntity {
  const { principal, target, name } = call;
  if (principal === null || target === null) throw new Error(`${name} has no caller or no target.`);
  const { host, container } = target;
  return Object.assign(new OperationEntity(), {
    id,
    action: name,
    hostId: host.id,
    hostName: host.name,
    targetKind: container === undefined ? ('host' as const) : ('container' as const),
    targetId: container?.id ?? host.id,
    targetName: container?.name ?? host.name,
    args: call.args as Record<string, unknown>,
    labels: storable({ ...container?.labels }),
    userId: principal.user.id,
    userName: principal.user.name,
    token: tokenName(principal) ?? null,
    state: 'pending' as const,
    cancelRequested: false,
    progress: null,
    result: null,
    error: null,
    truth: null,
    createdAt: new Date(),
    startedAt: null,
    endedAt: null,
    idempotencyKey: idempotencyKey ?? null,
    idempotencyDigest: idempotencyKey === undefined ? null : digestOf(call),
  });
}

/** What was asked, as the caller wrote it: a name that means another container by now is still the same request. */
export function digestOf({ name, params, args }: Pick<ActionCall, 'name' | 'params' | 'args'>): string {
  const ordered = Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([name, ordered, args]))
    .digest('base64url');
}
