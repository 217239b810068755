import { Global, Module } from '@nestjs/common';
import { AccessService } from './access.service.ts';
import { PrincipalChanges } from './principal-changes.ts';

@Global()
@Module({ providers: [AccessService, PrincipalChanges], exports: [AccessService, PrincipalChanges] })
export class AccessModule {}
