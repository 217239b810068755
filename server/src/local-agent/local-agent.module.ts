import { Module } from '@nestjs/common';
import { HostsModule } from '../hosts/hosts.module.ts';
import { LocalAgentService } from './local-agent.service.ts';

@Module({ imports: [HostsModule], providers: [LocalAgentService] })
export class LocalAgentModule {}
