import { applyDecorators, HttpCode, RequestMapping, RequestMethod, SetMetadata } from '@nestjs/common';
import type { Operation } from '@longshore/contract/operations';
import { actions, type ActionName, type ActionResult } from '@longshore/contract/registry';
import { routePath, successStatus } from './action-route.ts';

/** Metadata key under which a handler names its row. */
export const ACTION = 'longshore:action';

/** What a handler of the action answers: the operation, or the result of the row. Streams write their own answer. */
type Answer<Name extends ActionName> = (typeof actions)[Name] extends { kind: 'operation' }
  ? Operation
  : (typeof actions)[Name] extends { kind: 'stream' }
    ? unknown
    : ActionResult<Name>;

/** One whose row answers with nothing gives nothing. */
type Handler<Name extends ActionName> =
  ActionResult<Name> extends Record<string, never>
    ? (...args: never[]) => Promise<void>
    : (...args: never[]) => Answer<Name> | Promise<Answer<Name>>;

/**
 * Makes a controller method the handler of a registry row: method, path and success status come from there, and the guard checks
 * the caller, the arguments and the permission by it before the method runs.
 */
export function Action<Name extends ActionName>(name: Name) {
  const row = actions[name];
  const decorate = applyDecorators(
    SetMetadata(ACTION, name),
    RequestMapping({ path: routePath(row), method: RequestMethod[row.method] }),
    HttpCode(successStatus(name, row)),
  );
  return <Method extends Handler<Name>>(target: object, key: string, descriptor: TypedPropertyDescriptor<Method>): void =>
    decorate(target, key, descriptor);
}
