import { Controller } from '@nestjs/common';
import type { ActionResult } from '@longshore/contract/registry';
import { Action } from '../actions/action.decorator.ts';
import { describeApi } from './document.ts';

@Controller()
export class OpenapiController {
  /** Made when it is first asked for: it never changes while the process runs. */
  #document: ActionResult<'openapi.get'> | undefined;

  @Action('openapi.get')
  get(): ActionResult<'openapi.get'> {
    this.#document ??= { ...describeApi() };
    return this.#document;
  }
}
