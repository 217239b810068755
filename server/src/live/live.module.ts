import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.ts';
import { FleetModule } from '../fleet/fleet.module.ts';
import { OperationsModule } from '../operations/operations.module.ts';
import { StatsModule } from '../stats/stats.module.ts';
import { LiveEvents } from './live-events.ts';
import { LiveFleet } from './live-fleet.ts';
import { LiveGateway } from './live-gateway.ts';
import { LiveSessions } from './live-sessions.ts';
import { LiveStats } from './live-stats.ts';

/** What browsers see move. */
@Module({
  imports: [FleetModule, OperationsModule, EventsModule, StatsModule],
  providers: [LiveSessions, LiveFleet, LiveEvents, LiveStats, LiveGateway],
})
export class LiveModule {}
