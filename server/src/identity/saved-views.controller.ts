import { Controller, Param } from '@nestjs/common';
import type { SavedView } from '@longshore/contract/identity';
import type { ActionArgs } from '@longshore/contract/registry';
import type { Principal } from '../access/principal.ts';
import { Action } from '../actions/action.decorator.ts';
import { Args, Caller } from '../actions/parameters.ts';
import { SavedViewsService } from './saved-views.service.ts';

@Controller()
export class SavedViewsController {
  constructor(private readonly views: SavedViewsService) {}

  @Action('view.list')
  async list(@Caller() caller: Principal): Promise<{ items: SavedView[] }> {
    return { items: await this.views.list(caller) };
  }

  @Action('view.create')
  create(@Caller() caller: Principal, @Args() args: ActionArgs<'view.create'>): Promise<SavedView> {
    return this.views.create(caller, args);
  }

  @Action('view.update')
  update(@Caller() caller: Principal, @Param('view') id: string, @Args() args: ActionArgs<'view.update'>): Promise<SavedView> {
    return this.views.update(caller, id, args);
  }

  @Action('view.remove')
  remove(@Caller() caller: Principal, @Param('view') id: string): Promise<void> {
    return this.views.remove(caller, id);
  }
}
