import { ContainersModule } from './containers/containers.module.ts';
import { EventsModule } from './events/events.module.ts';
import { FleetModule } from './fleet/fleet.module.ts';
import { HostApiModule } from './hosts/host-api.module.ts';
import { AgentModule } from './link/agent.module.ts';
import { LiveModule } from './live/live.module.ts';
import { OperationsModule } from './operations/operations.module.ts';
import { OverviewModule } from './overview/overview.module.ts';
import { SocketsModule } from './sockets/sockets.module.ts';
import { StatsModule } from './stats/stats.module.ts';
import { StreamsModule } from './streams/streams.module.ts';

/** What the fleet is made of: the hosts, their agents, and all that comes from them. */
export const fleetModules = [
  SocketsModule,
  FleetModule,
  HostApiModule,
  AgentModule,
  ContainersModule,
  OperationsModule,
  EventsModule,
  StatsModule,
  StreamsModule,
  LiveModule,
  OverviewModule,
];
