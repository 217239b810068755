import type { ActionRow } from '@longshore/contract/action';
import { NotFoundError } from '@longshore/contract/errors';
import { z } from 'zod';
import { pathParameters } from './action-route.ts';

const Id = z.uuid();
/** An id or a name; the longest name an engine gives has 255 characters. */
const IdOrName = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[^\0/]*$/);

/** The form of each path parameter there is. */
export const parameterForms: Readonly<Record<string, z.ZodType<string>>> = {
  host: IdOrName,
  container: IdOrName,
  operation: Id,
  user: Id,
  team: Id,
  token: Id,
  view: Id,
};

/** What cannot be an id is the id of nothing: the answer is the same as for an unknown one. @throws NotFoundError */
export function checkParameters(row: ActionRow, params: Readonly<Record<string, string>>): void {
  for (const name of pathParameters(row)) {
    const value = params[name] ?? '';
    if (parameterForms[name]?.safeParse(value).success !== true) throw new NotFoundError(`There is no ${name} ${value.slice(0, 100)}.`);
  }
}
