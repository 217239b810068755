import { Module } from '@nestjs/common';
import { FleetModule } from '../fleet/fleet.module.ts';
import { StatsService } from './stats.service.ts';

@Module({ imports: [FleetModule], providers: [StatsService], exports: [StatsService] })
export class StatsModule {}
