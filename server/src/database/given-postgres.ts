import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from '../log/log.ts';
import type { DatabaseServer } from './database-server.ts';

/** Milliseconds that a database may take to come up: with docker compose it starts together with us. */
const PATIENCE = 60_000;

/** What passes by itself: not there yet, or starting up. Codes: Node's, and https://www.postgresql.org/docs/18/errcodes-appendix.html */
const passing = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', '57P03']);

/** The PostgreSQL of DATABASE_URL, once it answers. @throws Error saying why it does not */
export async function waitForGiven(url: string, log: Log): Promise<DatabaseServer> {
  const until = Date.now() + PATIENCE;
  for (let told = false; ; told = true) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
    try {
      await client.connect();
      await client.end();
      return { url, onCrash: () => undefined, stop: () => Promise.resolve() };
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === undefined || !passing.has(code) || Date.now() > until) {
        throw new Error(`The database of DATABASE_URL does not let us in: ${message === '' ? (code ?? 'no reason given') : message}`, {
          cause: error,
        });
      }
      if (!told) log.warn({ reason: code }, 'Waiting for the database of DATABASE_URL');
      await delay(500);
    }
  }
}
