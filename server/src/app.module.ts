import { Module, type DynamicModule } from '@nestjs/common';
import { AccessModule } from './access/access.module.ts';
import { ActionsModule } from './actions/actions.module.ts';
import { AgentFilesModule } from './agent-files/agent-files.module.ts';
import { AuditModule } from './audit/audit.module.ts';
import type { Config } from './config/config.ts';
import { ConfigModule } from './config/config.module.ts';
import { DatabaseModule } from './database/database.module.ts';
import { fleetModules } from './fleet-modules.ts';
import { IdentityModule } from './identity/identity.module.ts';
import { LocalAgentModule } from './local-agent/local-agent.module.ts';
import { OpenapiModule } from './openapi/openapi.module.ts';

/** What the application is put together from. */
@Module({})
export class AppModule {
  static of(config: Config, databaseUrl: string): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.of(config),
        DatabaseModule.of(databaseUrl),
        AccessModule,
        ...fleetModules,
        AuditModule,
        IdentityModule,
        ActionsModule,
        OpenapiModule,
        AgentFilesModule,
        LocalAgentModule,
      ],
    };
  }
}
