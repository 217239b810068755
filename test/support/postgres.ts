import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, readdirSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';

import { startChild, untilReady, type Child } from './child.ts';
import { freePort } from './ports.ts';
import { tempDirectory } from './temp.ts';

const VERSIONS = '/usr/lib/postgresql';
const ATTEMPTS = 5;
const run = promisify(execFile);

/** A PostgreSQL server as an operator would run it: durable writes, a password, TCP. */
export interface Postgres {
  /** Connection of its superuser to the database `postgres`. */
  readonly url: string;
  /** Makes an empty database, and returns its connection. @param name taken as it is */
  createDatabase(name: string): Promise<string>;
  stop(): Promise<void>;
}

/** Starts the newest PostgreSQL that Debian installed, in a new directory, on a free port of the loopback. */
export async function startPostgres(): Promise<Postgres> {
  const programs = newestPrograms();
  const directory = tempDirectory('postgres');
  const user = await account(directory);
  const data = join(directory, 'data');
  const password = randomBytes(16).toString('hex');
  const passwordFile = join(directory, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user) chownSync(passwordFile, user.uid, user.gid);
  const init = ['--pgdata', data, '--username', 'postgres', '--pwfile', passwordFile, '--auth', 'scram-sha-256', '--encoding', 'UTF8'];
  await run(join(programs, 'initdb'), [...init, '--no-locale', '--no-sync', '--no-instructions'], { cwd: directory, ...user });

  const { child, port } = await serve(join(programs, 'postgres'), data, directory, user);
  const urlOf = (database: string): string => `postgresql://postgres:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
  const url = urlOf('postgres');
  return {
    url,
    async createDatabase(name) {
      const client = new Client({ connectionString: url });
      await client.connect();
      try {
        await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
      } finally {
        await client.end();
      }
      return urlOf(name);
    },
    async stop() {
      // SIGINT: a fast shutdown, which does not wait for clients to leave.
      await child.end('SIGINT');
      await rm(directory, { recursive: true });
    },
  };
}

interface Account {
  uid: number;
  gid: number;
}

/** PostgreSQL refuses to run as root: then it is Debian's user `postgres`, who gets the directory. */
async function account(directory: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = async (what: string): Promise<number> => Number((await run('/usr/bin/id', [what, 'postgres'])).stdout);
  const [uid, gid] = [await idOf('--user'), await idOf('--group')];
  chownSync(directory, uid, gid);
  return { uid, gid };
}

/** PostgreSQL cannot pick a free port itself; one that was free may be taken when it starts, so another is tried. */
async function serve(program: string, data: string, cwd: string, user: Account | undefined): Promise<{ child: Child; port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', `port=${port}`].flatMap((setting) => ['-c', setting]);
    const child = await startChild({ command: program, args: ['-D', data, ...settings], log: join(cwd, `log-${attempt}`), cwd, ...user });
    try {
      await untilReady(child, () => child.output().includes('database system is ready to accept connections'));
      return { child, port };
    } catch (error) {
      if (attempt === ATTEMPTS || !child.output().includes('could not bind')) throw error;
    }
  }
}

function newestPrograms(): string {
  const [newest] = readdirSync(VERSIONS)
    .map(Number)
    .sort((a, b) => b - a);
  return join(VERSIONS, String(newest), 'bin');
}
