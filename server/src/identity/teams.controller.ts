import { Controller, Param } from '@nestjs/common';
import type { Team } from '@longshore/contract/identity';
import type { ActionArgs } from '@longshore/contract/registry';
import type { ActionCall } from '../actions/action-call.ts';
import { Action } from '../actions/action.decorator.ts';
import { Args, Call } from '../actions/parameters.ts';
import { TeamsService } from './teams.service.ts';

@Controller()
export class TeamsController {
  constructor(private readonly teams: TeamsService) {}

  @Action('team.list')
  async list(): Promise<{ items: Team[] }> {
    return { items: await this.teams.list() };
  }

  @Action('team.create')
  create(@Args() args: ActionArgs<'team.create'>, @Call() call: ActionCall): Promise<Team> {
    call.note.target = args.name;
    return this.teams.create(args);
  }

  @Action('team.update')
  async update(@Param('team') id: string, @Args() args: ActionArgs<'team.update'>, @Call() call: ActionCall): Promise<Team> {
    const team = await this.teams.update(id, args);
    call.note.target = team.name;
    return team;
  }

  @Action('team.remove')
  async remove(@Param('team') id: string, @Call() call: ActionCall): Promise<void> {
    call.note.target = await this.teams.remove(id);
  }
}
