import { Global, Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { FleetModule } from '../fleet/fleet.module.ts';
import { ActionGate } from './action-gate.ts';
import { ActionGuard } from './action.guard.ts';
import { ActionInterceptor } from './action.interceptor.ts';
import { TargetService } from './target.ts';

@Global()
@Module({
  imports: [FleetModule],
  providers: [
    ActionGate,
    TargetService,
    { provide: APP_GUARD, useClass: ActionGuard },
    { provide: APP_INTERCEPTOR, useClass: ActionInterceptor },
  ],
  exports: [ActionGate, TargetService],
})
export class ActionsModule {}
