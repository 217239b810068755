import { Module } from '@nestjs/common';
import { FleetModule } from '../fleet/fleet.module.ts';
import { StatsModule } from '../stats/stats.module.ts';
import { ContainersController } from './containers.controller.ts';
import { ContainersService } from './containers.service.ts';

@Module({ imports: [FleetModule, StatsModule], controllers: [ContainersController], providers: [ContainersService] })
export class ContainersModule {}
