import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { InvalidError, UnauthenticatedError } from '@longshore/contract/errors';
import type { Principal } from '../access/principal.ts';
import { callOf, type ActionCall } from './action-call.ts';
import type { Target } from './target.ts';

const requestOf = (context: ExecutionContext): Request => context.switchToHttp().getRequest<Request>();

/** The whole call. */
export const Call = createParamDecorator((_: undefined, context): ActionCall => callOf(requestOf(context)));

/** The arguments, as `ActionArgs<'name.of.row'>`. */
export const Args = createParamDecorator((_: undefined, context): unknown => callOf(requestOf(context)).args);

/** Who calls. Not for public actions. */
export const Caller = createParamDecorator((_: undefined, context): Principal => {
  const { principal } = callOf(requestOf(context));
  if (principal === null) throw new UnauthenticatedError();
  return principal;
});

/** The host and container of the path, resolved and seen by the caller. Only for rows whose target is one of them. */
export const On = createParamDecorator((_: undefined, context): Target => {
  const { name, target } = callOf(requestOf(context));
  if (target === null) throw new Error(`${name} has no target.`);
  return target;
});

/** The `Idempotency-Key` header: a repeat with the same key gives the first operation. Undefined when there is none. */
export const IdempotencyKey = createParamDecorator((_: undefined, context): string | undefined => {
  const key = requestOf(context).get('idempotency-key');
  if (key !== undefined && !/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new InvalidError([{ path: ['Idempotency-Key'], message: 'must be 1 to 200 visible ASCII characters' }]);
  }
  return key;
});
