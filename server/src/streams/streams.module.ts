import { Module } from '@nestjs/common';
import { FleetModule } from '../fleet/fleet.module.ts';
import { AgentStreams } from './agent-streams.ts';
import { LogDownloadsController } from './log-downloads.controller.ts';
import { LogsService } from './logs.service.ts';
import { StreamCallers } from './stream-callers.ts';
import { StreamGrants } from './stream-grants.ts';
import { StreamOpener } from './stream-opener.ts';
import { StreamSockets } from './stream-sockets.ts';
import { TabStreams } from './tab-streams.ts';

/** Byte streams between agents and whoever reads or types: browser tabs, and programs over HTTP and plain WebSockets. */
@Module({
  imports: [FleetModule],
  controllers: [LogDownloadsController],
  providers: [AgentStreams, StreamGrants, StreamCallers, StreamOpener, TabStreams, StreamSockets, LogsService],
})
export class StreamsModule {}
