import { ConfigError, readConfig, type Config } from './config.ts';
import { createAgent } from './agent.ts';
import { DataLock, FolderInUseError } from './data-lock.ts';
import { Identity } from './identity.ts';
import { createLog, type Log } from './log.ts';

/** A local agent without a server ends itself after this time, looked at this often; milliseconds. */
const ABANDONED_MS = 15 * 60_000;
const LOOK_MS = 15_000;

/** Says why it does not start, and ends. */
function refuse(reason: string): never {
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}

function configOrExit(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (error instanceof ConfigError) refuse(error.message);
    throw error;
  }
}

function lockOrExit(folder: string): DataLock {
  try {
    return DataLock.take(folder);
  } catch (error) {
    if (error instanceof FolderInUseError) refuse(error.message);
    return refuse(`LONGSHORE_AGENT_DATA: the folder ${folder} cannot be used: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** What nobody caught is a fault that must be seen, and whatever it left half-done must not go on. */
function endOnFaults(log: Log): void {
  const end = (error: unknown) => {
    log.fatal({ err: error }, 'the agent ends because of a fault');
    process.exit(1);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}

async function main(): Promise<void> {
  const config = configOrExit();
  const lock = lockOrExit(config.dataDir);
  const log = createLog(config.logLevel);
  endOnFaults(log);
  const identity = await Identity.load(config.dataDir);
  if (identity.serverKey === undefined && config.joinToken === undefined && config.joinTokenFile === undefined) {
    lock.release();
    refuse('LONGSHORE_JOIN_TOKEN is not set, and this host has not joined a server before.');
  }

  const over = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => over.abort());
  const agent = await createAgent(config, identity, log);
  if (config.local) {
    setInterval(() => {
      if (Date.now() - agent.lastLinked < ABANDONED_MS) return;
      log.warn('the server beside this agent has been away for 15 minutes: the agent ends');
      over.abort();
    }, LOOK_MS).unref();
  }
  log.info({ server: config.server.origin, data: config.dataDir, host: config.hostName }, 'the agent starts');
  await agent.run(over.signal);
  lock.release();
  log.info('the agent has ended');
  process.exit(0);
}

await main();
