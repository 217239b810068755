import { Controller } from '@nestjs/common';
import type { ActionArgs, ActionResult } from '@longshore/contract/registry';
import type { Principal } from '../access/principal.ts';
import { Action } from '../actions/action.decorator.ts';
import { Args, Caller } from '../actions/parameters.ts';
import { ContainersService } from './containers.service.ts';

@Controller()
export class ContainersController {
  constructor(private readonly containers: ContainersService) {}

  @Action('container.list')
  list(@Caller() principal: Principal, @Args() args: ActionArgs<'container.list'>): ActionResult<'container.list'> {
    return this.containers.list(principal, args);
  }
}
