import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.ts';
import { FleetModule } from '../fleet/fleet.module.ts';
import { OperationsModule } from '../operations/operations.module.ts';
import { StatsModule } from '../stats/stats.module.ts';
import { Admission } from './admission.ts';
import { AgentGateway } from './agent-gateway.ts';
import { AgentMessages } from './agent-messages.ts';
import { Greeting } from './greeting.ts';
import { QueryRoutesController } from './query-routes.controller.ts';

/** Where agents connect, and where what they say goes. */
@Module({
  imports: [FleetModule, OperationsModule, EventsModule, StatsModule],
  controllers: [QueryRoutesController],
  providers: [Admission, AgentGateway, AgentMessages, Greeting],
})
export class AgentModule {}
