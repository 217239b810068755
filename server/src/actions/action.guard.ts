import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { NotFoundError } from '@longshore/contract/errors';
import type { ActionName } from '@longshore/contract/registry';
import { ActionGate } from './action-gate.ts';
import { ACTION } from './action.decorator.ts';
import { addressOf } from './address.ts';
import { rememberCall } from './action-call.ts';
import { queryOf } from './query-string.ts';

/** Stands before every Nest route: a handler that names no row of the registry does not exist. */
@Injectable()
export class ActionGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly gate: ActionGate,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    // Socket gateways decide by themselves, at the handshake and per message: they have no route.
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<Request<Record<string, string>>>();
    const name = this.reflector.get<ActionName | undefined>(ACTION, context.getHandler());
    if (name === undefined) throw new NotFoundError(`There is nothing at ${request.method} ${request.path}.`);
    const body: unknown = request.body;
    const call = await this.gate.admit({
      name,
      params: request.params,
      query: queryOf(request.originalUrl),
      body,
      headers: request.headers,
      address: addressOf(request.socket),
      upgrade: false,
    });
    rememberCall(request, call);
    return true;
  }
}
