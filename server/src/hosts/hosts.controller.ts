import { Controller } from '@nestjs/common';
import type { Host } from '@longshore/contract/hosts';
import type { ActionArgs, ActionResult } from '@longshore/contract/registry';
import type { Principal } from '../access/principal.ts';
import { Action } from '../actions/action.decorator.ts';
import { Args, Caller, On } from '../actions/parameters.ts';
import type { Target } from '../actions/target.ts';
import { Refusals } from '../link/refusals.ts';
import { HostsService } from './hosts.service.ts';

@Controller()
export class HostsController {
  constructor(
    private readonly hosts: HostsService,
    private readonly refusals: Refusals,
  ) {}

  @Action('host.list')
  list(@Caller() principal: Principal): ActionResult<'host.list'> {
    return { items: this.hosts.list(principal) };
  }

  @Action('host.get')
  get(@On() { host }: Target): Host {
    return this.hosts.get(host.id);
  }

  @Action('host.update')
  update(@On() { host }: Target, @Args() changes: ActionArgs<'host.update'>): Promise<Host> {
    return this.hosts.update(host.id, changes);
  }

  @Action('host.revoke')
  revoke(@On() { host }: Target): Promise<Host> {
    return this.hosts.revoke(host.id);
  }

  @Action('host.remove')
  remove(@On() { host }: Target): Promise<void> {
    return this.hosts.remove(host.id);
  }

  @Action('host.refusals')
  refused(): ActionResult<'host.refusals'> {
    return { items: this.refusals.recent() };
  }
}
