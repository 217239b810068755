import { Controller, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Operation } from '@longshore/contract/operations';
import type { ActionArgs, ActionResult } from '@longshore/contract/registry';
import type { Principal } from '../access/principal.ts';
import type { ActionCall } from '../actions/action-call.ts';
import { Action } from '../actions/action.decorator.ts';
import { Args, Call, Caller } from '../actions/parameters.ts';
import { abandoned } from '../link/abandoned.ts';
import { OperationHistory } from './operation-history.ts';

@Controller()
export class OperationsController {
  constructor(private readonly history: OperationHistory) {}

  @Action('operation.list')
  list(@Caller() principal: Principal, @Args() args: ActionArgs<'operation.list'>): Promise<ActionResult<'operation.list'>> {
    return this.history.list(principal, args);
  }

  @Action('operation.get')
  get(
    @Caller() principal: Principal,
    @Call() { params }: ActionCall,
    @Args() args: ActionArgs<'operation.get'>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Operation> {
    return this.history.get(principal, params.operation ?? '', args.wait ?? 0, abandoned(response));
  }

  @Action('operation.cancel')
  async cancel(@Caller() principal: Principal, @Call() { params, note }: ActionCall): Promise<Operation> {
    const operation = await this.history.cancel(principal, params.operation ?? '');
    note.target = `${operation.action} ${operation.target.name}`;
    return operation;
  }
}
