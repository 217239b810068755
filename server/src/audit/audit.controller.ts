import { Controller } from '@nestjs/common';
import type { ActionArgs, ActionResult } from '@longshore/contract/registry';
import { Action } from '../actions/action.decorator.ts';
import { Args } from '../actions/parameters.ts';
import { AuditService } from './audit.service.ts';

@Controller()
export class AuditController {
  constructor(private readonly audit: AuditService) {}

  @Action('audit.list')
  list(@Args() args: ActionArgs<'audit.list'>): Promise<ActionResult<'audit.list'>> {
    return this.audit.list(args);
  }
}
