import { z } from 'zod';
import { local } from './action.ts';
import { ErrorBody } from './errors.ts';
import { Nothing, page, PageArgs, Time, wholeNumber } from './page.ts';
import { operationStates } from './states.ts';

export { operationEnded, operationStates, type OperationState } from './states.ts';

/** What an operation is done to; the name is the one it had when it was asked. */
export const OperationTarget = z.object({ kind: z.enum(['container', 'host']), id: z.string(), name: z.string() });
export type OperationTarget = z.infer<typeof OperationTarget>;

export const OperationProgress = z.object({
  /** A verb for people: "waiting for the container to stop". */
  phase: z.string(),
  done: z.number().optional(),
  total: z.number().optional(),
});
export type OperationProgress = z.infer<typeof OperationProgress>;

export const Operation = z.object({
  id: z.uuid(),
  action: z.string(),
  host: z.uuid(),
  hostName: z.string(),
  target: OperationTarget,
  args: z.record(z.string(), z.unknown()),
  /** Labels the target had, so that whoever may see the target may see what was done to it. */
  labels: z.record(z.string(), z.string()),
  /** Who asked: the user, and the API token when it came by one. */
  user: z.object({ id: z.string(), name: z.string(), token: z.string().optional() }),
  state: z.enum(operationStates),
  /** Running, but the link to its agent is lost: it is reconciled when the agent returns. */
  linkLost: z.boolean(),
  cancelRequested: z.boolean(),
  cancellable: z.boolean(),
  progress: OperationProgress.nullable(),
  result: z.unknown(),
  error: ErrorBody.nullable(),
  /** What was so afterwards, when the outcome alone does not tell. */
  truth: z.unknown(),
  createdAt: Time,
  startedAt: Time.nullable(),
  endedAt: Time.nullable(),
});
export type Operation = z.infer<typeof Operation>;

/** What the server sends to an agent. The id was made and stored before. */
export const OperationOrder = z.object({
  id: z.uuid(),
  action: z.string(),
  target: OperationTarget,
  args: z.unknown(),
  timeoutSeconds: z.number(),
});
export type OperationOrder = z.infer<typeof OperationOrder>;

/** How an operation ended, as its agent says; kept by the agent until the server acknowledged it. */
export const OperationOutcome = z.object({
  id: z.uuid(),
  state: z.enum(['succeeded', 'failed', 'cancelled', 'interrupted']),
  result: z.unknown(),
  error: ErrorBody.nullable(),
  truth: z.unknown(),
  /** Milliseconds since the epoch, by the agent's clock. */
  startedAt: z.number(),
  endedAt: z.number(),
});
export type OperationOutcome = z.infer<typeof OperationOutcome>;

export const operationActions = {
  'operation.list': local({
    method: 'GET',
    path: '/operations',
    target: 'none',
    filtered: true,
    args: PageArgs.extend({
      state: z.enum([...operationStates, 'active', 'ended']).optional(),
      host: z.string().optional(),
      target: z.string().optional().describe('Id of what it was done to'),
      action: z.string().optional(),
    }),
    result: page(Operation),
    summary: 'Operations, newest first',
  }),
  'operation.get': local({
    method: 'GET',
    path: '/operations/{operation}',
    target: 'none',
    filtered: true,
    args: z.strictObject({ wait: wholeNumber(0, 300).optional().describe('Seconds to wait for its end') }),
    result: Operation,
    summary: 'One operation',
  }),
  'operation.cancel': local({
    method: 'POST',
    path: '/operations/{operation}/cancel',
    target: 'none',
    filtered: true,
    args: Nothing,
    result: Operation,
    summary: 'Ask a running operation to stop; the engine decides what it can still undo',
  }),
} as const;
