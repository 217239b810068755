import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrations } from '@longshore/migrations';
import { pino } from 'pino';
import { DataSource, getMetadataArgsStorage } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
// Importing the application registers its entities.
import '../app.module.ts';
import { dataSourceOptions } from './data-source-options.ts';
import type { DatabaseServer } from './database-server.ts';
import { startEmbedded } from './embedded/embedded-postgres.ts';
import { migrate } from './migrate.ts';

const entities = getMetadataArgsStorage().tables.map(({ target }) => target);

describe('the schema', () => {
  const log = pino({ level: 'silent' });
  let folder: string;
  let server: DatabaseServer;
  let database: DataSource;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'drift-'));
    server = await startEmbedded(folder, log);
    await migrate(server.url, log);
    database = await new DataSource({ ...dataSourceOptions(server.url), entities }).initialize();
  }, 60_000);
  afterAll(async () => {
    await database.destroy();
    await server.stop();
    await rm(folder, { recursive: true });
  });

  const missing = async (): Promise<string[]> => (await database.driver.createSchemaBuilder().log()).upQueries.map(({ query }) => query);

  it('that the migrations make is the one that the entities expect', async () => {
    expect(entities.length).toBeGreaterThan(6);
    expect(await missing()).toEqual([]);
  });

  it('would be found to differ: this very test can fail', async () => {
    await database.query('ALTER TABLE users DROP COLUMN theme');
    await database.query('CREATE INDEX stray ON teams (description)');
    const queries = await missing();
    expect(queries.some((query) => query.includes('"theme"'))).toBe(true);
    expect(queries.some((query) => query.includes('stray'))).toBe(true);
  });

  it('is made once, and every step of it can be taken back', async () => {
    const tables = async (): Promise<string[]> =>
      (await database.query<{ name: string }[]>(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`)).map(
        ({ name }) => name,
      );
    const made = await tables();
    await migrate(server.url, log);
    expect(await tables()).toEqual(made);
    const steps = await new DataSource({ type: 'postgres', url: server.url, migrations }).initialize();
    while ((await steps.query<unknown[]>('SELECT 1 FROM migrations LIMIT 1')).length > 0) await steps.undoLastMigration();
    await steps.destroy();
    expect(await tables()).toEqual(['migrations']);
    await migrate(server.url, log);
    expect((await tables()).sort()).toEqual(made.sort());
    expect(await missing()).toEqual([]);
  });
});
