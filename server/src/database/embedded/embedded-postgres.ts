import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from '../../log/log.ts';
import { keepSmall } from '../../log/keep-small.ts';
import type { DatabaseServer } from '../database-server.ts';
import { findBinaries, type Binaries } from './binaries.ts';
import { databaseUser, type DatabaseUser } from './database-user.ts';
import { freePort } from './free-port.ts';
import { launch } from './launch.ts';
import { makeCluster } from './new-cluster.ts';
import { findPostmaster, type Postmaster } from './postmaster.ts';
import { isAlive } from '../../processes/alive.ts';
import { RunningPostgres } from './running-postgres.ts';

const SUPERUSER = 'longshore';
const DATABASE = 'postgres';
/** A start may lose its port to somebody else between choosing and taking it. */
const ATTEMPTS = 3;

/** Small: one server talks to it, and its data is megabytes. Everything else is PostgreSQL's default, fsync above all. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '50',
  shared_buffers: '32MB',
  max_wal_size: '256MB',
  jit: 'off',
  log_min_messages: 'warning',
};

interface Cluster {
  readonly folder: string;
  readonly logFile: string;
  readonly password: string;
  readonly user: DatabaseUser | undefined;
  readonly binaries: Binaries;
}

/**
 * PostgreSQL in the data folder: made at the first start, adopted when a server that was killed left it running, else started.
 * Listens on the loopback address only, on a random port, with a random password.
 * @throws Error in words for whoever starts the server
 */
export async function startEmbedded(data: string, log: Log): Promise<DatabaseServer> {
  const cluster = await prepare(data, log);
  for (let attempt = 1; ; attempt += 1) {
    const running = await findPostmaster(cluster.folder);
    const postmaster = running ?? (await start(cluster));
    if (postmaster !== undefined && (await answers(cluster, postmaster))) {
      log.info(
        { pid: postmaster.pid, port: postmaster.port },
        running === undefined ? 'The embedded database runs' : 'The embedded database still ran',
      );
      return new RunningPostgres(urlOf(cluster, postmaster), postmaster, cluster.logFile);
    }
    if (attempt === ATTEMPTS) throw new Error(`The embedded database does not start.\n${await lastWords(cluster.logFile)}`);
  }
}

async function prepare(data: string, log: Log): Promise<Cluster> {
  const folder = join(data, 'postgres');
  const logFile = join(data, 'logs', 'postgres.log');
  const passwordFile = join(data, 'postgres.password');
  const binaries = await findBinaries();
  const user = await databaseUser(folder);
  await mkdir(join(data, 'logs'), { recursive: true });
  if (!existsSync(join(folder, 'PG_VERSION'))) {
    log.info('Making the embedded database');
    const password = randomBytes(24).toString('hex');
    await writeFile(passwordFile, password, { mode: 0o600 });
    await makeCluster({ binaries, folder, user, superuser: SUPERUSER, password });
  }
  return { folder, logFile, password: await readFile(passwordFile, 'utf8'), user, binaries };
}

/** Undefined when it ended at once. */
async function start({ folder, logFile, user, binaries }: Cluster): Promise<Postmaster | undefined> {
  await keepSmall(logFile);
  const port = await freePort();
  const output = await open(logFile, 'a', 0o600);
  try {
    const flags = Object.entries({ ...settings, port }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = await launch({
      file: binaries.postgres,
      args: ['-D', folder, ...flags],
      folder,
      user,
      stdio: ['ignore', output.fd, output.fd],
    });
    // Its end is seen by looking at the process, as with one that was adopted; an `error` has no process at all.
    child.on('error', () => undefined);
    child.unref();
    return child.pid === undefined ? undefined : { pid: child.pid, port };
  } finally {
    await output.close();
  }
}

/** Waits until it takes connections; recovery after a crash may take minutes. False when it ended instead. */
async function answers(cluster: Cluster, postmaster: Postmaster): Promise<boolean> {
  while (isAlive(postmaster.pid)) {
    const client = new pg.Client({ connectionString: urlOf(cluster, postmaster) });
    try {
      await client.connect();
      await client.end();
      return true;
    } catch (error) {
      // 28P01: the password is wrong, so it is not ours, or postgres.password was changed. Anything else passes.
      if ((error as { code?: string }).code === '28P01')
        throw new Error('The embedded database does not take the password in postgres.password.', { cause: error });
      await delay(50);
    }
  }
  return false;
}

const urlOf = ({ password }: Cluster, { port }: Postmaster): string => `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${DATABASE}`;

async function lastWords(logFile: string): Promise<string> {
  const text = await readFile(logFile, 'utf8').catch(() => '');
  return `${text.trim().split('\n').slice(-5).join('\n')}\n(${logFile})`;
}
