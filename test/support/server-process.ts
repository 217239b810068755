import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import type { ApiToken } from '@longshore/contract/identity';
import { RestClient } from './rest-client.ts';

export const root = resolve(import.meta.dirname, '../..');
export const ADMIN_PASSWORD = 'correct horse battery';

/** A port of 127.0.0.1 that nothing listens on now. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

const started = new Set<LoggedProcess>();
// A run that is broken off leaves nobody behind; asked nicely, a server ends its database too.
process.once('exit', () => {
  for (const { child } of started) child?.kill('SIGTERM');
});

/** A child process whose output is kept in a file. */
export class LoggedProcess {
  child: ChildProcess | undefined;

  constructor(
    readonly name: string,
    readonly command: readonly [string, ...string[]],
    readonly env: Record<string, string>,
    readonly logFile: string,
  ) {}

  start(): void {
    const log = openSync(this.logFile, 'a');
    const [file, ...args] = this.command;
    this.child = spawn(file, args, {
      cwd: root,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...this.env },
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    started.add(this);
  }

  get pid(): number {
    const pid = this.child?.pid;
    if (pid === undefined) throw new Error(`${this.name} does not run.`);
    return pid;
  }

  get running(): boolean {
    return this.child?.exitCode === null && this.child.signalCode === null;
  }

  get log(): string {
    return readFileSync(this.logFile, 'utf8');
  }

  /** Resident memory in bytes. */
  get memory(): number {
    const [, kilobytes = '0'] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${this.pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) * 1024;
  }

  /** CPU time used since it started, in seconds. */
  get cpuSeconds(): number {
    const stat = readFileSync(`/proc/${this.pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  }

  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (this.child === undefined || !this.running) return;
    const gone = once(this.child, 'exit');
    this.child.kill(signal);
    await gone;
  }
}

export interface ServerOptions {
  /** A folder of its own. */
  dir: string;
  databaseUrl?: string | undefined;
  env?: Record<string, string>;
  /** Leave the first account to be made by the set-up link. */
  setup?: boolean;
}

/** A Longshore server as a process, as people start it. */
export class ServerProcess extends LoggedProcess {
  readonly url: string;
  readonly dataDir: string;

  private constructor(options: ServerOptions, port: number) {
    const dataDir = join(options.dir, 'data');
    super(
      'server',
      [process.execPath, 'server/dist/main.js'],
      {
        LONGSHORE_PORT: String(port),
        LONGSHORE_DATA: dataDir,
        LONGSHORE_LOCAL_AGENT: 'off',
        ...(options.databaseUrl === undefined ? {} : { DATABASE_URL: options.databaseUrl }),
        ...(options.setup === true ? {} : { LONGSHORE_ADMIN_PASSWORD: ADMIN_PASSWORD }),
        ...options.env,
      },
      join(options.dir, 'server.log'),
    );
    this.url = `http://127.0.0.1:${port}`;
    this.dataDir = dataDir;
  }

  static async start(options: ServerOptions): Promise<ServerProcess> {
    mkdirSync(options.dir, { recursive: true });
    const server = new ServerProcess(options, await freePort());
    server.start();
    await server.ready();
    return server;
  }

  /** Resolves when it takes requests. @throws with the end of its log when it ends instead */
  async ready(timeoutMs = 60_000): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      if (!this.running) throw new Error(`The server ended:\n${this.log.slice(-3000)}`);
      const answer = await fetch(`${this.url}/readyz`).catch(() => undefined);
      if (answer?.status === 200) return;
      if (Date.now() > deadline) throw new Error(`The server is not ready:\n${this.log.slice(-3000)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Ends it (by default without any warning) and starts it again on the same address and data. */
  async restart(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    await this.end(signal);
    this.start();
    await this.ready();
  }

  /** A client with an API token of this account. */
  async signIn(username = 'admin', password = ADMIN_PASSWORD): Promise<RestClient> {
    const session = await fetch(`${this.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: this.url },
      body: JSON.stringify({ username, password }),
    });
    if (session.status >= 300) throw new Error(`Signing in as ${username}: ${session.status} ${await session.text()}`);
    const cookie = session.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    const token = await fetch(`${this.url}/api/v1/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: this.url, cookie },
      body: JSON.stringify({ name: 'test' }),
    });
    if (token.status >= 300) throw new Error(`Making a token: ${token.status} ${await token.text()}`);
    return new RestClient(this.url, ((await token.json()) as ApiToken & { token: string }).token);
  }
}
