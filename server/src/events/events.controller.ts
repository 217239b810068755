import { Controller } from '@nestjs/common';
import type { ActionArgs, ActionResult } from '@longshore/contract/registry';
import type { Principal } from '../access/principal.ts';
import { Action } from '../actions/action.decorator.ts';
import { Args, Caller } from '../actions/parameters.ts';
import { EventsService } from './events.service.ts';

@Controller()
export class EventsController {
  constructor(private readonly events: EventsService) {}

  @Action('event.list')
  list(@Caller() principal: Principal, @Args() args: ActionArgs<'event.list'>): Promise<ActionResult<'event.list'>> {
    return this.events.list(principal, args);
  }
}
