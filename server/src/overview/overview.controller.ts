import { Controller } from '@nestjs/common';
import type { ActionResult } from '@longshore/contract/registry';
import type { Principal } from '../access/principal.ts';
import { Action } from '../actions/action.decorator.ts';
import { Caller } from '../actions/parameters.ts';
import { OverviewService } from './overview.service.ts';

@Controller()
export class OverviewController {
  constructor(private readonly overview: OverviewService) {}

  @Action('overview.get')
  get(@Caller() principal: Principal): ActionResult<'overview.get'> {
    return this.overview.of(principal);
  }
}
