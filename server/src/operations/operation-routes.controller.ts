import { Controller, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Operation } from '@longshore/contract/operations';
import { actionNames, actions, type ActionName, type OperationName } from '@longshore/contract/registry';
import type { ActionCall } from '../actions/action-call.ts';
import { Action } from '../actions/action.decorator.ts';
import { Call, IdempotencyKey } from '../actions/parameters.ts';
import { abandoned } from '../link/abandoned.ts';
import { OpenOperations } from './open-operations.ts';
import { OperationEnds } from './operation-ends.ts';
import { OperationsService } from './operations.service.ts';

/** The routes of every row of kind `operation`: a new row has its route without a line here. */
@Controller()
export class OperationRoutesController {
  constructor(
    private readonly operations: OperationsService,
    private readonly ends: OperationEnds,
    private readonly open: OpenOperations,
  ) {}

  async start(call: ActionCall, idempotencyKey: string | undefined, response: Response): Promise<Operation> {
    const entity = await this.operations.start(call, idempotencyKey);
    await this.ends.wait(entity.id, call.wait ?? 0, abandoned(response));
    return this.open.wire(entity);
  }
}

const isOperation = (name: ActionName): name is OperationName => actions[name].kind === 'operation';

type Start = (this: OperationRoutesController, ...args: Parameters<OperationRoutesController['start']>) => Promise<Operation>;

for (const name of actionNames.filter(isOperation)) {
  const descriptor: TypedPropertyDescriptor<Start> = {
    configurable: true,
    value(...args) {
      return this.start(...args);
    },
  };
  const { prototype } = OperationRoutesController;
  Object.defineProperty(prototype, name, descriptor);
  for (const [index, parameter] of [Call(), IdempotencyKey(), Res({ passthrough: true })].entries()) parameter(prototype, name, index);
  Action(name)(prototype, name, descriptor);
}
