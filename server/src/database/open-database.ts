import type { Config } from '../config/config.ts';
import type { Log } from '../log/log.ts';
import type { DatabaseServer } from './database-server.ts';
import { startEmbedded } from './embedded/embedded-postgres.ts';
import { waitForGiven } from './given-postgres.ts';

/** The database that the configuration names, ready to take connections. */
export const openDatabase = ({ databaseUrl, data }: Config, log: Log): Promise<DatabaseServer> =>
  databaseUrl === undefined ? startEmbedded(data, log) : waitForGiven(databaseUrl, log);
