import { Controller, Param } from '@nestjs/common';
import type { ActionArgs, ActionResult } from '@longshore/contract/registry';
import type { Principal } from '../access/principal.ts';
import type { ActionCall } from '../actions/action-call.ts';
import { Action } from '../actions/action.decorator.ts';
import { Args, Call, Caller } from '../actions/parameters.ts';
import { ApiTokensService } from './api-tokens.service.ts';

@Controller()
export class ApiTokensController {
  constructor(private readonly tokens: ApiTokensService) {}

  @Action('token.list')
  async list(@Caller() caller: Principal): Promise<ActionResult<'token.list'>> {
    return { items: await this.tokens.list(caller) };
  }

  @Action('token.create')
  create(
    @Caller() caller: Principal,
    @Args() args: ActionArgs<'token.create'>,
    @Call() call: ActionCall,
  ): Promise<ActionResult<'token.create'>> {
    call.note.target = args.name;
    return this.tokens.create(caller, args);
  }

  @Action('token.remove')
  async remove(@Caller() caller: Principal, @Param('token') id: string, @Call() call: ActionCall): Promise<void> {
    call.note.target = await this.tokens.remove(caller, id);
  }
}
