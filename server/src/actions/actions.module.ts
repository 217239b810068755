import { Global, Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { ActionGate } from './action-gate.ts';
import { ActionGuard } from './action.guard.ts';
import { ActionInterceptor } from './action.interceptor.ts';
import { TargetService } from './target.ts';

@Global()
@Module({
  providers: [
    ActionGate,
    TargetService,
    { provide: APP_GUARD, useClass: ActionGuard },
    { provide: APP_INTERCEPTOR, useClass: ActionInterceptor },
  ],
  exports: [ActionGate, TargetService],
})
export class ActionsModule {}
