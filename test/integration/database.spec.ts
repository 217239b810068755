import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { startChild, untilReady, type Exit } from '../support/child.ts';
import { freePort } from '../support/ports.ts';
import { startPostgres } from '../support/postgres.ts';
import { root, ServerProcess, type ServerOptions } from '../support/server-process.ts';
import { startTime, tempDirectory } from '../support/temp.ts';
import { passes } from '../support/wait.ts';

const postgresOf = (server: ServerProcess): number =>
  Number(readFileSync(join(server.dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
const kill = async (pid: number): Promise<void> => {
  process.kill(pid, 'SIGKILL');
  await passes(() => expect(startTime(pid)).toBeUndefined());
};

/** Runs the server until it ends by itself. */
async function untilEnd(env: NodeJS.ProcessEnv): Promise<Exit & { output: string }> {
  const log = join(tempDirectory('output'), 'log');
  const child = await startChild({
    command: process.execPath,
    args: ['server/dist/main.js'],
    cwd: root,
    env: { PATH: process.env.PATH, ...env },
    log,
  });
  const exit = await child.ended;
  return { ...exit, output: child.output() };
}

describe('the embedded database', () => {
  const servers: ServerProcess[] = [];
  const start = async (options: Partial<ServerOptions> = {}): Promise<ServerProcess> => {
    const server = await ServerProcess.start({ dir: tempDirectory('embedded'), ...options });
    servers.push(server);
    return server;
  };
  afterEach(async () => {
    for (const server of servers.splice(0)) {
      // Whatever a test killed is started once more, so that nothing is left behind.
      if (!server.running) server.start();
      await server.ready().catch(() => undefined);
      await server.end();
    }
  });

  it('ends with the server, and leaves nothing running', async () => {
    const server = await start();
    const pid = postgresOf(server);
    await server.end('SIGTERM');
    expect(server.child?.exitCode).toBe(0);
    expect(startTime(pid)).toBeUndefined();
    expect(existsSync(join(server.dataDir, 'server.lock'))).toBe(false);
    expect(readdirSync(server.dataDir)).not.toContain('postgres.new');
  });

  it('outlives a server that is killed, and the next one goes on with it', async () => {
    const server = await start();
    const admin = await server.signIn();
    const pid = postgresOf(server);
    await admin.call('team.create', {}, { name: 'kept' });
    await server.restart('SIGKILL');
    expect(postgresOf(server)).toBe(pid);
    expect((await (await server.signIn()).call('team.list')).items).toMatchObject([{ name: 'kept' }]);
    await server.end('SIGTERM');
    expect(startTime(pid)).toBeUndefined();
  });

  it('comes back when it was killed with the server', async () => {
    const server = await start();
    await (await server.signIn()).call('team.create', {}, { name: 'kept' });
    const pid = postgresOf(server);
    await server.end('SIGKILL');
    await kill(pid);
    server.start();
    await server.ready();
    expect((await (await server.signIn()).call('team.list')).items).toMatchObject([{ name: 'kept' }]);
  });

  it.each([false, true])('takes the server with it when it dies alone (adopted: %s), and the log says so', async (adopted) => {
    const server = await start();
    if (adopted) await server.restart('SIGKILL');
    const ended = once(server.child!, 'exit');
    await kill(postgresOf(server));
    expect(await ended).toEqual([1, null]);
    expect(server.log).toContain(`The embedded database ended by itself; its log is ${join(server.dataDir, 'logs/postgres.log')}`);
    expect(server.log).toMatch(/"level":60/);
  });

  it('belongs to one server: a second one on the folder is refused in words, and the first goes on', async () => {
    const server = await start();
    const { code, output } = await untilEnd({ ...server.env, LONGSHORE_PORT: String(await freePort()) });
    expect(code).toBe(1);
    expect(output).toContain(`Another Longshore (process ${server.pid}) runs on the data folder ${server.dataDir}.`);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  });

  it('runs where only root may pass, programs and data', async () => {
    const closed = tempDirectory('closed');
    await chmod(closed, 0o700);
    const [copy, data, port] = [join(closed, 'longshore'), join(closed, 'data'), await freePort()];
    await mkdir(copy);
    const child = await startChild({
      command: 'unshare',
      args: ['--mount', 'sh', '-c', `mount --bind "${root}" "${copy}" && exec "${process.execPath}" "${copy}/server/dist/main.js"`],
      env: { PATH: process.env.PATH, LONGSHORE_DATA: data, LONGSHORE_PORT: String(port), LONGSHORE_LOCAL_AGENT: 'off' },
      log: join(closed, 'log'),
    });
    await untilReady(child, async () => (await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined))?.status === 200);
    const [pid] = readFileSync(join(data, 'postgres/postmaster.pid'), 'utf8').split('\n');
    expect(readlinkSync(`/proc/${pid!}/exe`)).toMatch(/postgres$/);
    expect(readFileSync(`/proc/${pid!}/status`, 'utf8')).not.toMatch(/^Uid:\s+0/m);
    expect((await child.end()).code).toBe(0);
  });

  it('runs as whoever runs the server, when that is not root', async () => {
    const dir = tempDirectory('nobody');
    await chmod(dir, 0o777);
    const [uid, gid] = [65534, 65534];
    const port = await freePort();
    const env = { PATH: process.env.PATH, LONGSHORE_DATA: join(dir, 'data'), LONGSHORE_PORT: String(port), LONGSHORE_LOCAL_AGENT: 'off' };
    const child = await startChild({
      command: process.execPath,
      args: ['server/dist/main.js'],
      cwd: root,
      env,
      log: join(dir, 'log'),
      uid,
      gid,
    });
    await passes(async () => expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200), { timeoutMs: 60_000 });
    await child.end();
    expect(child.output()).not.toMatch(/"level":[56]0/);
  });
});

describe('a database given by URL', () => {
  it('is waited for, and migrated once by two servers that start together', async () => {
    const postgres = await startPostgres();
    const databaseUrl = await postgres.createDatabase('shared');
    const servers = await Promise.all(['one', 'two'].map((name) => ServerProcess.start({ dir: tempDirectory(name), databaseUrl })));
    const migrated = servers.map(({ log }) => log.split('\n').filter((line) => line.includes('"migration"')).length).sort();
    expect(migrated[0]).toBe(0);
    expect(migrated[1]).toBeGreaterThan(2);
    expect(existsSync(join(servers[0]!.dataDir, 'postgres'))).toBe(false);
    for (const server of servers) await server.end();
    await postgres.stop();
  });

  it('that is not there yet is waited for', async () => {
    const dir = tempDirectory('waiting');
    await mkdir(dir, { recursive: true });
    const port = await freePort();
    const env = {
      PATH: process.env.PATH,
      LONGSHORE_DATA: join(dir, 'data'),
      LONGSHORE_PORT: '0',
      LONGSHORE_LOCAL_AGENT: 'off',
      DATABASE_URL: `postgres://longshore:hunter2@127.0.0.1:${port}/longshore`,
    };
    const child = await startChild({ command: process.execPath, args: ['server/dist/main.js'], cwd: root, env, log: join(dir, 'log') });
    await passes(() => expect(child.output()).toContain('Waiting for the database of DATABASE_URL'));
    expect(child.exit()).toBeUndefined();
    expect(child.output()).not.toContain('hunter2');
    await child.end('SIGKILL');
  });

  it('that goes away makes the server not ready, and no more than that', async () => {
    const postgres = await startPostgres();
    const server = await ServerProcess.start({ dir: tempDirectory('gone'), databaseUrl: await postgres.createDatabase('gone') });
    await postgres.stop();
    await passes(async () => expect((await fetch(`${server.url}/readyz`)).status).toBe(503));
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    const answer = await fetch(`${server.url}/api/v1/setup`);
    expect([answer.status, answer.headers.get('content-type')?.split(';')[0]]).toEqual([500, 'application/problem+json']);
    expect(await answer.text()).not.toMatch(/ECONN|postgres/i);
    expect(server.running).toBe(true);
    await server.end();
  });

  it('that refuses us ends the start at once, in its own words', async () => {
    const postgres = await startPostgres();
    const url = new URL(postgres.url);
    url.password = 'wrong';
    const { code, output } = await untilEnd({
      LONGSHORE_DATA: tempDirectory('refused'),
      LONGSHORE_PORT: '0',
      LONGSHORE_LOCAL_AGENT: 'off',
      DATABASE_URL: url.href,
    });
    expect(code).toBe(1);
    expect(output).toMatch(/password authentication failed/);
    expect(output).not.toContain('wrong');
    await postgres.stop();
  });
});

describe('the environment', () => {
  it('names a port that is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const { code, output } = await untilEnd({
      LONGSHORE_DATA: tempDirectory('taken'),
      LONGSHORE_PORT: String(port),
      LONGSHORE_LOCAL_AGENT: 'off',
    });
    expect(code).toBe(1);
    expect(output).toContain(`Another program listens on port ${port} of 127.0.0.1: set LONGSHORE_PORT to a free one.`);
    taken.close();
  });

  it('is told every problem at once, by name, and the start ends with 1', async () => {
    const { code, output } = await untilEnd({
      LONGSHORE_PORT: 'http',
      LONGSHORE_LOG_LEVEL: 'loud',
      DATABASE_URL: 'mysql://root:hunter2@db',
    });
    expect(code).toBe(1);
    for (const name of ['LONGSHORE_PORT', 'LONGSHORE_LOG_LEVEL', 'DATABASE_URL']) expect(output).toContain(name);
    expect(output).not.toContain('hunter2');
    expect(output).not.toMatch(/\n\s+at /);
  });
});
