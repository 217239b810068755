import 'reflect-metadata';
import { takeDataFolder } from './config/data-folder.ts';
import { readConfigOrExit } from './config/read-or-exit.ts';
import { migrate } from './database/migrate.ts';
import { openDatabase } from './database/open-database.ts';
import { createLog } from './log/log.ts';

/** Entry point of `npm run migrate`: brings the database up to date, as every start of the server does, and ends. */
const { config } = readConfigOrExit();
const log = createLog(config);
const ends: (() => Promise<void>)[] = [];
try {
  const folder = await takeDataFolder(config.data);
  ends.unshift(() => folder.release());
  const database = await openDatabase(config, log);
  ends.unshift(() => database.stop());
  await migrate(database.url, log);
  log.info('The database is up to date');
} catch (err) {
  log.fatal({ err }, err instanceof Error ? err.message : 'The database could not be migrated');
  process.exitCode = 1;
}
for (const end of ends) await end();
