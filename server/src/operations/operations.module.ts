import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RepeatedCalls } from '../actions/repeated-calls.ts';
import { FleetModule } from '../fleet/fleet.module.ts';
import { OpenOperations } from './open-operations.ts';
import { OperationAccess } from './operation-access.ts';
import { OperationEnds } from './operation-ends.ts';
import { OperationHistory } from './operation-history.ts';
import { OperationReports } from './operation-reports.ts';
import { OperationRetention } from './operation-retention.ts';
import { OperationRoutesController } from './operation-routes.controller.ts';
import { OperationStore } from './operation-store.ts';
import { OperationEntity } from './operation.entity.ts';
import { OperationsController } from './operations.controller.ts';
import { OperationsService } from './operations.service.ts';
import { RepeatedOperations } from './repeated-operations.ts';

@Global()
@Module({
  imports: [TypeOrmModule.forFeature([OperationEntity]), FleetModule],
  controllers: [OperationsController, OperationRoutesController],
  providers: [
    OperationStore,
    OpenOperations,
    OperationEnds,
    OperationReports,
    OperationsService,
    OperationAccess,
    OperationHistory,
    OperationRetention,
    { provide: RepeatedCalls, useClass: RepeatedOperations },
  ],
  exports: [OpenOperations, OperationReports, OperationAccess, RepeatedCalls],
})
export class OperationsModule {}
