import { InvalidError, UnsupportedError } from '@longshore/contract/errors';
import type { ActionArgs } from '@longshore/contract/registry';
import type * as z from 'zod';
import { agentActions } from './actions.ts';

/** Whether this agent knows the action, by the table of what it can do. @throws UnsupportedError */
export function known<Table extends object>(table: Table, action: string): asserts action is Extract<keyof Table, string> {
  if (!Object.hasOwn(table, action)) {
    throw new UnsupportedError(`The agent of this host cannot do ${action}.`, 'Upgrade the agent.');
  }
}

/** Arguments as a schema takes them. @throws InvalidError with the path of each wrong one */
export function checkedBy<Schema extends z.ZodType>(schema: Schema, args: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(args ?? {});
  if (parsed.success) return parsed.data;
  throw new InvalidError(
    parsed.error.issues.map(({ path, message }) => ({ path: path.map((key) => (typeof key === 'symbol' ? String(key) : key)), message })),
  );
}

/** Arguments as the registry wants them for an action. @throws InvalidError */
export const argumentsOf = <Name extends keyof typeof agentActions>(action: Name, args: unknown): ActionArgs<Name> =>
  checkedBy(agentActions[action].args, args) as ActionArgs<Name>;
