import { Module } from '@nestjs/common';
import { AgentFilesModule } from '../agent-files/agent-files.module.ts';
import { FleetModule } from '../fleet/fleet.module.ts';
import { HostsController } from './hosts.controller.ts';
import { HostsService } from './hosts.service.ts';
import { JoinTokensController } from './join-tokens.controller.ts';

/** What people see of hosts and do with them; it stands on the fleet, which stands on the directory of hosts. */
@Module({ imports: [FleetModule, AgentFilesModule], controllers: [HostsController, JoinTokensController], providers: [HostsService] })
export class HostApiModule {}
