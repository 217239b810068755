import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EngineAddress } from '../src/engine/address.ts';

export type Reply = (request: IncomingMessage, response: ServerResponse, url: URL) => void;

/** An engine made of a table of answers, on a real unix socket. */
export class FakeEngine {
  readonly #folder = mkdtempSync(join(tmpdir(), 'agent-engine-'));
  readonly #connections = new Set<Socket>();
  readonly #listeners = new Set<ServerResponse>();
  readonly #server = createServer((request, response) => this.#answer(request, response));
  /** Inspect documents by id; what is not here is 404. */
  readonly containers = new Map<string, Record<string, unknown>>();
  /** What was asked, as `GET /containers/json`. */
  readonly asked: string[] = [];
  /** Answers that win over the built-in ones, by `METHOD /path` without version and query. */
  readonly replies = new Map<string, Reply>();
  upgrade: ((socket: Socket, url: URL) => void) | undefined;

  get address(): EngineAddress {
    return { kind: 'unix', path: join(this.#folder, 'docker.sock') };
  }

  async start(): Promise<void> {
    this.#server.on('connection', (socket) => {
      this.#connections.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => this.#connections.delete(socket));
    });
    this.#server.on('upgrade', (request, socket: Socket) => {
      const url = new URL(request.url ?? '/', 'http://docker');
      socket.write('HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n');
      this.upgrade?.(socket, url);
    });
    this.#server.listen(join(this.#folder, 'docker.sock'));
    await once(this.#server, 'listening');
  }

  /** Makes or changes a container, and tells it as an event. */
  set(id: string, state: string, action: string, extra: Record<string, unknown> = {}): void {
    this.containers.set(id, inspectDocument(id, state, extra));
    this.emit(action, id);
  }

  /** How many listen to the events. */
  get listeners(): number {
    return this.#listeners.size;
  }

  emit(action: string, id: string, attributes: Record<string, string> = {}, type = 'container'): void {
    const nanos = String(BigInt(Date.now()) * 1_000_000n + (process.hrtime.bigint() % 1_000_000n));
    const actor = JSON.stringify({ ID: id, Attributes: { name: `name-${id}`, ...attributes } });
    const line = `{"Type":"${type}","Action":"${action}","Actor":${actor},"time":${Math.floor(Date.now() / 1000)},"timeNano":${nanos}}\n`;
    for (const listener of this.#listeners) listener.write(line);
  }

  /** Breaks every connection. */
  hangUp(): void {
    for (const connection of this.#connections) connection.destroy();
  }

  async stop(): Promise<void> {
    this.#server.close();
    this.hangUp();
    await once(this.#server, 'close');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'http://docker');
    const path = url.pathname.replace(/^\/v\d+\.\d+/, '');
    const asked = `${request.method ?? ''} ${path}`;
    this.asked.push(asked);
    const reply = this.replies.get(asked);
    if (reply !== undefined) reply(request, response, url);
    else this.#builtIn(asked, path, response);
  }

  #builtIn(asked: string, path: string, response: ServerResponse): void {
    const [, id] = /^\/containers\/([^/]+)\/json$/.exec(path) ?? [];
    if (asked === 'GET /events') {
      response.flushHeaders();
      this.#listeners.add(response);
      response.on('close', () => this.#listeners.delete(response));
    } else if (asked === 'GET /containers/json') {
      json(
        response,
        200,
        [...this.containers.values()].map(({ Id, State }) => ({
          Id,
          Names: [],
          State: (State as { Status: string }).Status,
          Labels: null,
        })),
      );
    } else if (id !== undefined) {
      const found = this.containers.get(id);
      json(response, found === undefined ? 404 : 200, found ?? { message: `No such container: ${id}` });
    } else if (path in documents) json(response, 200, documents[path]);
    else json(response, 404, { message: 'page not found' });
  }
}

export function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

const documents: Record<string, unknown> = {
  '/version': { Version: '20.10.24', ApiVersion: '1.41', MinAPIVersion: '1.12' },
  '/_ping': 'OK',
  '/info': {
    ServerVersion: '20.10.24',
    NCPU: 2,
    MemTotal: 1,
    SystemTime: '2026-01-01T00:00:00.000000001Z',
    SecurityOptions: null,
    Warnings: null,
  },
  '/images/json': [{}, {}],
  '/volumes': { Volumes: null },
  '/networks': [{}],
};

/** What the engine tells of a container, in the parts that matter. */
export function inspectDocument(id: string, state: string, extra: Record<string, unknown> = {}): Record<string, unknown> {
  const running = state === 'running';
  return {
    Id: id,
    Name: `/name-${id}`,
    Created: '2026-01-01T00:00:00.5Z',
    Image: 'sha256:1',
    Path: 'sleep',
    Args: ['1000'],
    RestartCount: 0,
    State: {
      Status: state,
      OOMKilled: false,
      ExitCode: running ? 0 : 3,
      StartedAt: '2026-01-01T00:00:01Z',
      FinishedAt: running ? '0001-01-01T00:00:00Z' : '2026-01-01T00:00:02.25Z',
    },
    Config: { Image: 'base', Labels: null, Tty: false, OpenStdin: false, Env: ['A=1'] },
    HostConfig: { AutoRemove: false },
    NetworkSettings: { Ports: {}, Networks: { bridge: {} } },
    ...extra,
  };
}

/** Waits until something is so. @throws after five seconds */
export async function until(what: () => boolean, why = 'It did not happen.'): Promise<void> {
  for (const end = Date.now() + 5000; !what();) {
    if (Date.now() > end) throw new Error(why);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
