import { migrations } from '@longshore/migrations';
import { DataSource } from 'typeorm';
import type { Log } from '../log/log.ts';

/** Any number, the same in every version: two servers that start together on one database take turns. */
const LOCK = 4_760_313;

/** Brings the schema up to date. Each migration is a transaction of its own. */
export async function migrate(url: string, log: Log): Promise<void> {
  const database = await new DataSource({ type: 'postgres', url, migrations, migrationsTransactionMode: 'each', poolSize: 2 }).initialize();
  const lock = database.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [LOCK]);
    for (const { name } of await database.runMigrations()) log.info({ migration: name }, 'Migrated the database');
    await lock.query('SELECT pg_advisory_unlock($1)', [LOCK]);
  } finally {
    await lock.release();
    await database.destroy();
  }
}
