import type { z } from 'zod';
import type { ActionRow } from './action.ts';
import { containerActions } from './containers.ts';
import { eventActions } from './events.ts';
import { hostActions } from './hosts.ts';
import { identityActions } from './identity.ts';
import { logActions } from './logs.ts';
import { openapiActions } from './openapi.ts';
import { operationActions } from './operations.ts';
import { overviewActions } from './overview.ts';

/** Every action there is. A route, a permission, a button or an agent command without a row here does not exist. */
export const actions = {
  ...overviewActions,
  ...hostActions,
  ...containerActions,
  ...logActions,
  ...eventActions,
  ...operationActions,
  ...identityActions,
  ...openapiActions,
} as const;

export type ActionName = keyof typeof actions;
export type ActionArgs<Name extends ActionName> = z.infer<(typeof actions)[Name]['args']>;
/** The arguments as a caller writes them: what has a default may be left out. */
export type ActionInput<Name extends ActionName> = z.input<(typeof actions)[Name]['args']>;
export type ActionResult<Name extends ActionName> = z.infer<(typeof actions)[Name]['result']>;

export const actionNames = Object.keys(actions) as ActionName[];

/** The row of an action whose name came from outside; undefined when there is none. */
export function actionRow(name: string): ActionRow | undefined {
  return Object.hasOwn(actions, name) ? actions[name as ActionName] : undefined;
}

type NamesOf<Kind extends ActionRow['kind']> = {
  [Name in ActionName]: (typeof actions)[Name] extends { kind: Kind } ? Name : never;
}[ActionName];

export type OperationName = NamesOf<'operation'>;
export type QueryName = NamesOf<'query'>;
export type StreamName = NamesOf<'stream'>;
