import { Controller, Res } from '@nestjs/common';
import type { Response } from 'express';
import { actionNames, actions, type ActionName, type QueryName } from '@longshore/contract/registry';
import type { ActionCall } from '../actions/action-call.ts';
import { Action } from '../actions/action.decorator.ts';
import { Call } from '../actions/parameters.ts';
import { abandoned } from './abandoned.ts';
import { AgentQueries } from './agent-queries.ts';

/** The routes of every row of kind `query`: a new row has its route without a line here. */
@Controller()
export class QueryRoutesController {
  constructor(private readonly queries: AgentQueries) {}

  async ask({ name, target, args }: ActionCall, response: Response): Promise<unknown> {
    if (target === null) throw new Error(`${name} has no target.`);
    const containers = target.container === undefined ? [] : [target.container.id];
    return this.queries.ask(target.host, { action: name, containers, args }, abandoned(response));
  }
}

const isQuery = (name: ActionName): name is QueryName => actions[name].kind === 'query';

type Ask = (this: QueryRoutesController, ...args: Parameters<QueryRoutesController['ask']>) => Promise<never>;

for (const name of actionNames.filter(isQuery)) {
  const descriptor: TypedPropertyDescriptor<Ask> = {
    configurable: true,
    // What the agent answers has the form that the row promises: AgentQueries has checked it.
    value(...args) {
      return this.ask(...args) as Promise<never>;
    },
  };
  const { prototype } = QueryRoutesController;
  Object.defineProperty(prototype, name, descriptor);
  for (const [index, parameter] of [Call(), Res({ passthrough: true })].entries()) parameter(prototype, name, index);
  Action(name)(prototype, name, descriptor);
}
