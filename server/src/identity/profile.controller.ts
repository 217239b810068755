import { Controller } from '@nestjs/common';
import type { User } from '@longshore/contract/identity';
import type { ActionArgs } from '@longshore/contract/registry';
import type { Principal } from '../access/principal.ts';
import { Action } from '../actions/action.decorator.ts';
import { Args, Caller } from '../actions/parameters.ts';
import { ProfileService } from './profile.service.ts';

@Controller()
export class ProfileController {
  constructor(private readonly profile: ProfileService) {}

  @Action('profile.update')
  update(@Caller() caller: Principal, @Args() args: ActionArgs<'profile.update'>): Promise<User> {
    return this.profile.update(caller, args);
  }

  @Action('profile.password')
  password(@Caller() caller: Principal, @Args() args: ActionArgs<'profile.password'>): Promise<void> {
    return this.profile.changePassword(caller, args);
  }
}
