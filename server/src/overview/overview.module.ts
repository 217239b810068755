import { Module } from '@nestjs/common';
import { FleetModule } from '../fleet/fleet.module.ts';
import { OperationsModule } from '../operations/operations.module.ts';
import { OverviewController } from './overview.controller.ts';
import { OverviewService } from './overview.service.ts';

@Module({ imports: [FleetModule, OperationsModule], controllers: [OverviewController], providers: [OverviewService] })
export class OverviewModule {}
