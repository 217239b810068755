import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NotFoundError } from '@longshore/contract/errors';
import { AGENT_NAMESPACE, AGENT_SOCKET_PATH, proofText, type AgentHello, type AgentProof } from '@longshore/contract/sockets/agent';
import { Server, type Socket } from 'socket.io';
import * as msgpack from 'socket.io-msgpack-parser';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi, type Mock } from 'vitest';
import { until } from '../../test-support/fake-engine.ts';
import { Identity } from '../identity.ts';
import { parseJoinToken } from './join-token.ts';
import { fingerprint, HostKey, signedBy } from './keys.ts';
import { Link } from './link.ts';
import type { ServerHandlers } from './requests.ts';
import type { LinkSession } from './session.ts';

type Ack = (answer: unknown) => void;

describe('Link', () => {
  const key = HostKey.make();
  let folder: string;
  let http: HttpServer;
  let port: number;
  let io: Server;
  let over: AbortController;
  let running: Promise<void>;
  let lines: { msg: string; code?: string; reason?: string }[];
  /** What the server answers a proof with. */
  let judge: (proof: AgentProof, ack: Ack, socket: Socket) => void;
  let sockets: Socket[];
  let handlers: Record<keyof ServerHandlers, Mock<(payload: unknown) => unknown>>;
  let link: Link;
  let sessions: LinkSession[];

  const welcome = {
    hostId: '0b0f9f52-33b9-4f0e-8c5e-0a3b5c1d2e3f',
    hostName: 'web',
    protocol: 1,
    capabilities: [],
    position: null,
    operations: [],
  };

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'agent-link-'));
    http = createServer().listen(0, '127.0.0.1');
    await once(http, 'listening');
    ({ port } = http.address() as AddressInfo);
    io = new Server(http, { path: AGENT_SOCKET_PATH, parser: msgpack, transports: ['websocket'] });
    sockets = [];
    lines = [];
    sessions = [];
    judge = (_proof, ack) => ack({ ok: true, data: welcome });
    io.of(AGENT_NAMESPACE).on('connection', (socket) => {
      sockets.push(socket);
      const hello = socket.handshake.auth as AgentHello;
      const texts = { socket: socket.id, clientNonce: hello.nonce, serverNonce: 'n', serverKey: key.publicKey, agentKey: hello.key };
      socket.on('link:prove', (proof: AgentProof, ack: Ack) => {
        expect(signedBy(hello.key, proofText('agent', texts), proof.signature)).toBe(true);
        judge(proof, ack, socket);
      });
      socket.emit('link:challenge', { key: key.publicKey, nonce: 'n', signature: key.sign(proofText('server', texts)) });
    });
    const fn = () => vi.fn<(payload: unknown) => unknown>();
    handlers = {
      'operation:run': fn(),
      'operation:cancel': fn(),
      'query:run': fn(),
      'query:cancel': fn(),
      'stream:dial': fn(),
      'stats:watch': fn(),
      'mirror:resend': fn(),
    };
    over = new AbortController();
  });
  afterEach(async () => {
    over.abort();
    await running;
    await io.close();
    rmSync(folder, { recursive: true });
  });

  async function start(trusted = key.publicKey): Promise<void> {
    const token = parseJoinToken(`lsj_${'s'.repeat(43)}.${fingerprint(trusted)}`);
    link = new Link({
      server: new URL(`http://127.0.0.1:${port}`),
      proxy: undefined,
      identity: await Identity.load(folder),
      joinToken: () => Promise.resolve(token),
      hostName: 'web',
      info: { version: '1', node: 'v20', platform: 'linux/x64', hostname: 'box', capabilities: [] },
      handlers,
      log: pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line) as (typeof lines)[number]) }),
    });
    link.on('up', (session) => sessions.push(session));
    running = link.run(over.signal);
  }

  it('links, and comes back with a new proof when the connection breaks', async () => {
    await start();
    await until(() => sessions.length === 1);
    sockets[0]?.disconnect(true);
    await until(() => sessions.length === 2);
    expect(new Set(sockets.map((socket) => (socket.handshake.auth as AgentHello).nonce)).size).toBe(2);
    expect(lines.map((line) => line.msg)).toEqual(['linked to the server', 'no link to the server', 'linked to the server']);
  });

  it('tells nothing over a session that is over', async () => {
    const told: unknown[] = [];
    judge = (_proof, ack, socket) => {
      socket.on('mirror:delta', (delta: unknown) => told.push(delta));
      ack({ ok: true, data: welcome });
    };
    await start();
    await until(() => sessions.length === 1);
    sockets[0]?.disconnect(true);
    await until(() => sessions.length === 2);
    sessions[0]?.tell('mirror:delta', { epoch: 'old', from: 0, revision: 1, changes: [] });
    sessions[1]?.tell('mirror:delta', { epoch: 'new', from: 0, revision: 1, changes: [] });
    await until(() => told.length === 1);
    expect(told).toMatchObject([{ epoch: 'new' }]);
    await expect(sessions[0]?.ask('engine:events', { epoch: 'old', events: [] })).rejects.toMatchObject({ code: 'link_lost' });
  });

  it('answers every request, and checks it before', async () => {
    await start();
    await until(() => sessions.length === 1);
    const ask = (name: string, payload: unknown): Promise<unknown> =>
      sockets[0]?.timeout(2000).emitWithAck(name, payload) ?? Promise.reject(new Error());
    handlers['query:run'].mockReturnValue({ answer: 1 });
    const order = { id: 'q', action: 'container.top', containers: [], args: {} };
    await expect(ask('query:run', order)).resolves.toEqual({ ok: true, data: { answer: 1 } });
    await expect(ask('query:run', { id: 5 })).resolves.toMatchObject({ ok: false, error: { code: 'invalid', fields: expect.any(Array) } });
    handlers['query:run'].mockRejectedValue(new NotFoundError('gone'));
    await expect(ask('query:run', order)).resolves.toEqual({ ok: false, error: { code: 'not_found', message: 'gone' } });
    handlers['query:run'].mockRejectedValue(new Error('secret detail'));
    await expect(ask('query:run', order)).resolves.toMatchObject({
      ok: false,
      error: { code: 'internal', message: expect.not.stringContaining('secret') },
    });
    expect(handlers['query:run']).toHaveBeenCalledTimes(3);
  });

  it('does nothing at the word of a server before that has taken it', async () => {
    let admit: () => void = () => undefined;
    judge = (_proof, ack, socket) => {
      socket.emit('stats:watch', { ids: ['early'] });
      admit = () => ack({ ok: true, data: welcome });
    };
    await start();
    await until(() => sockets.length === 1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(handlers['stats:watch']).not.toHaveBeenCalled();
    admit();
    await until(() => handlers['stats:watch'].mock.calls.length === 1);
  });

  it.each([
    ['an answer', (ack: Ack) => ack({ ok: false, error: { code: 'unauthenticated', message: 'The join token has expired.' } })],
    [
      'a last word',
      (_ack: Ack, socket: Socket) => void socket.emit('link:refused', { code: 'link_refused', message: 'The join token has expired.' }),
    ],
  ])('logs a refusal by %s as one line, and waits long before the next try', async (_way, refuse) => {
    judge = (_proof, ack, socket) => refuse(ack, socket);
    await start();
    await until(() => lines.length === 1);
    expect(lines[0]).toMatchObject({ reason: 'The join token has expired.', retryInMs: expect.any(Number) });
    expect((lines[0] as unknown as { retryInMs: number }).retryInMs).toBeGreaterThanOrEqual(30_000);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(sockets).toHaveLength(1);
  });

  it('proves nothing to a server with another key', async () => {
    const proved = vi.fn();
    judge = proved;
    await start(HostKey.make().publicKey);
    await until(() => lines.length === 1);
    expect(lines[0]).toMatchObject({ code: 'link_refused', reason: expect.stringContaining('another key') });
    expect(proved).not.toHaveBeenCalled();
  });

  it('says why the server cannot be reached, once', async () => {
    await io.close();
    await start();
    await until(() => lines.length === 1);
    expect(lines[0]?.reason).toContain('ECONNREFUSED');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(lines).toHaveLength(1);
  });
});
