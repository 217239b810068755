import type { NestApplicationOptions } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DataSource } from 'typeorm';
import { agentFileRoutes } from './agent-files/agent-file-routes.ts';
import { AgentFiles } from './agent-files/agent-files.ts';
import { AppModule } from './app.module.ts';
import type { Config } from './config/config.ts';
import { WEB_FOLDER } from './folders.ts';
import { healthRoutes } from './health/health.ts';
import { jsonBody } from './http/body.ts';
import { noStore, ownHeaders, securityHeaders } from './http/headers.ts';
import { ProblemFilter } from './http/problem.filter.ts';
import type { Log } from './log/log.ts';
import { NestLog } from './log/nest-log.ts';
import { webRoutes } from './web/web-routes.ts';

/** The whole server, put together but not listening yet. */
export async function createApp(config: Config, databaseUrl: string, log: Log): Promise<NestExpressApplication> {
  const options: Pick<NestApplicationOptions, 'logger' | 'bodyParser' | 'abortOnError'> = {
    logger: new NestLog(log),
    bodyParser: false,
    abortOnError: false,
  };
  const app = await NestFactory.create<NestExpressApplication>(AppModule.of(config, databaseUrl), options);
  app.disable('x-powered-by');
  // A list would be hashed on every request, for an answer that no cache keeps.
  app.disable('etag');
  app.use(ownHeaders, securityHeaders(config.publicUrl));
  app.use(healthRoutes(app.get(DataSource)), agentFileRoutes(app.get(AgentFiles)), webRoutes(WEB_FOLDER));
  app.use('/api', noStore, jsonBody);
  app.useGlobalFilters(new ProblemFilter());
  return app;
}
