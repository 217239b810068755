import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ResourceResolver } from '../actions/resource-resolver.ts';
import { HostsModule } from '../hosts/hosts.module.ts';
import { LinksModule } from '../link/links.module.ts';
import { Fleet } from './fleet.ts';
import { FleetResolver } from './fleet-resolver.ts';
import { FleetStore } from './fleet-store.ts';
import { FleetView } from './fleet-view.ts';
import { HostStateEntity } from './host-state.entity.ts';

/** The fleet in memory. Not a global module: Nest starts those before all others, and this one stands on the directory of hosts. */
@Module({
  imports: [TypeOrmModule.forFeature([HostStateEntity]), HostsModule, LinksModule],
  providers: [Fleet, FleetStore, FleetView, { provide: ResourceResolver, useClass: FleetResolver }],
  exports: [Fleet, FleetView, ResourceResolver, HostsModule, LinksModule],
})
export class FleetModule {}
