import { Module } from '@nestjs/common';
import { HostsModule } from '../hosts/hosts.module.ts';
import { AgentQueries } from './agent-queries.ts';
import { Links } from './links.ts';
import { Refusals } from './refusals.ts';

/** The agents that are linked, for whoever has something to tell or ask them. */
@Module({ imports: [HostsModule], providers: [Links, AgentQueries, Refusals], exports: [Links, AgentQueries, Refusals] })
export class LinksModule {}
