import { Controller, Param } from '@nestjs/common';
import type { User } from '@longshore/contract/identity';
import type { ActionArgs } from '@longshore/contract/registry';
import type { ActionCall } from '../actions/action-call.ts';
import { Action } from '../actions/action.decorator.ts';
import { Args, Call } from '../actions/parameters.ts';
import { UsersService } from './users.service.ts';

@Controller()
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Action('user.list')
  async list(): Promise<{ items: User[] }> {
    return { items: await this.users.list() };
  }

  @Action('user.create')
  create(@Args() args: ActionArgs<'user.create'>, @Call() call: ActionCall): Promise<User> {
    call.note.target = args.username;
    return this.users.create(args);
  }

  @Action('user.update')
  async update(@Param('user') id: string, @Args() args: ActionArgs<'user.update'>, @Call() call: ActionCall): Promise<User> {
    const user = await this.users.update(id, args);
    call.note.target = user.username;
    return user;
  }

  @Action('user.reset')
  async reset(@Param('user') id: string, @Args() { password }: ActionArgs<'user.reset'>, @Call() call: ActionCall): Promise<void> {
    call.note.target = await this.users.reset(id, password);
  }

  @Action('user.remove')
  async remove(@Param('user') id: string, @Call() call: ActionCall): Promise<void> {
    call.note.target = await this.users.remove(id);
  }
}
