import type { NestExpressApplication } from '@nestjs/platform-express';
import type { AddressInfo } from 'node:net';
import type { Config } from './config/config.ts';
import { takeDataFolder } from './config/data-folder.ts';
import { createApp } from './create-app.ts';
import { migrate } from './database/migrate.ts';
import { openDatabase } from './database/open-database.ts';
import { SetupService } from './identity/setup.service.ts';
import { LocalAgentService } from './local-agent/local-agent.service.ts';
import type { Log } from './log/log.ts';
import { version } from './version.ts';

/** Milliseconds that an orderly end may take. */
const END_TIMEOUT = 40_000;

type Stop = () => Promise<unknown>;

/** Starts everything in order, and ends it in the reverse order on SIGINT or SIGTERM. */
export async function runServer(config: Config, log: Log): Promise<void> {
  /** What has been started, last first. */
  const started: Stop[] = [];
  let ending: Promise<never> | undefined;
  const end = (code: number): void => {
    ending ??= endAll(starting, started, code, log);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      log.info({ signal }, 'Ending');
      end(0);
    });
  }
  const starting = start(config, log, started, (reason) => {
    log.fatal(reason);
    end(1);
  });
  await starting.catch((err: unknown) => {
    log.fatal({ err }, err instanceof Error ? err.message : 'The server cannot start');
    end(1);
  });
}

async function start(config: Config, log: Log, started: Stop[], crash: (reason: string) => void): Promise<void> {
  const folder = await takeDataFolder(config.data);
  started.unshift(() => folder.release());
  const database = await openDatabase(config, log);
  started.unshift(() => database.stop());
  database.onCrash(crash);
  await migrate(database.url, log);
  const app = await createApp(config, database.url, log);
  started.unshift(() => app.close());
  await listen(app, config);
  const address = app.getHttpServer().address() as AddressInfo;
  announce(config, address, log, await app.get(SetupService).link());
  const agent = app.get(LocalAgentService);
  started.unshift(() => agent.stop());
  await agent.start(`http://${reachable(address.address, '127.0.0.1')}:${address.port}`);
}

async function listen(app: NestExpressApplication, { host, port }: Config): Promise<void> {
  try {
    await app.listen(port, host);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new Error(`Another program listens on port ${port} of ${host}: set LONGSHORE_PORT to a free one.`, { cause: error });
  }
}

/** A start that is under way is waited for: half of it could not be undone. */
async function endAll(starting: Promise<void>, started: readonly Stop[], code: number, log: Log): Promise<never> {
  setTimeout(() => process.exit(1), END_TIMEOUT).unref();
  await starting.catch(() => undefined);
  let outcome = code;
  for (const stop of started) {
    await stop().catch((err: unknown) => {
      log.error({ err }, 'Could not end in order');
      outcome = 1;
    });
  }
  process.exit(outcome);
}

/** Tells where it listens, and on a new server where to begin. */
function announce(config: Config, { address, port }: AddressInfo, log: Log, setupPath: string | undefined): void {
  const url = config.publicUrl?.origin ?? `http://${reachable(address, 'localhost')}:${port}`;
  log.info({ version, address, port, url }, `Longshore ${version} is at ${url}`);
  // Whatever the log level, and readable beside JSON lines: without it nobody gets in.
  if (setupPath !== undefined)
    process.stdout.write(`\n  Make the first account with this link; it works once:\n\n    ${url}${setupPath}\n\n`);
}

/** An address to listen on, as one to go to: "every address" is nobody's. */
function reachable(address: string, here: string): string {
  if (address === '0.0.0.0' || address === '::') return here;
  return address.includes(':') ? `[${address}]` : address;
}
