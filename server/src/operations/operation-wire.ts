import type { Operation } from '@longshore/contract/operations';
import { actionRow } from '@longshore/contract/registry';
import type { OperationEntity } from './operation.entity.ts';

/** An operation as the API shows it. */
export function toOperation(entity: OperationEntity, linkLost: boolean): Operation {
  const { id, action, hostId, hostName, targetKind, targetId, targetName, userId, userName, token } = entity;
  return {
    id,
    action,
    host: hostId,
    hostName,
    target: { kind: targetKind, id: targetId, name: targetName },
    args: entity.args,
    labels: entity.labels,
    user: { id: userId, name: userName, ...(token === null ? {} : { token }) },
    state: entity.state,
    linkLost,
    cancelRequested: entity.cancelRequested,
    cancellable: actionRow(action)?.cancellable ?? false,
    progress: entity.progress,
    result: entity.result,
    error: entity.error,
    truth: entity.truth,
    createdAt: entity.createdAt.toISOString(),
    startedAt: entity.startedAt?.toISOString() ?? null,
    endedAt: entity.endedAt?.toISOString() ?? null,
  };
}
