import { CancelledError, type CodedError } from '@longshore/contract/errors';
import { createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { FakeEngine, json } from '../../test-support/fake-engine.ts';
import { EngineClient } from './client.ts';
import { EngineLostError, EngineNonsenseError, EngineUnreachableError } from './errors.ts';

const Any = z.unknown();

describe('EngineClient', () => {
  let engine: FakeEngine;
  let client: EngineClient;

  beforeEach(async () => {
    engine = new FakeEngine();
    await engine.start();
    client = new EngineClient(engine.address);
  });
  afterEach(async () => {
    client.close();
    await engine.stop();
  });

  const reply = (name: string, status: number, body: string) =>
    engine.replies.set(name, (_request, response) => void response.writeHead(status).end(body));

  it('negotiates the version once, and puts it before every path', async () => {
    let path = '';
    engine.replies.set('GET /info', (request, response) => {
      path = request.url ?? '';
      json(response, 200, {});
    });
    await client.get(Any, '/info', { query: { a: true, b: undefined, c: 'x y' } });
    await client.get(Any, '/info');
    expect(path).toBe('/v1.41/info');
    expect(engine.asked.filter((one) => one === 'GET /version')).toHaveLength(1);
  });

  it.each([
    [400, 'bad_request'],
    [403, 'forbidden'],
    [404, 'not_found'],
    [409, 'conflict'],
    [500, 'engine_error'],
    [503, 'engine_error'],
  ])('keeps the words of the engine with status %i', async (status, code) => {
    reply('POST /containers/a/start', status, JSON.stringify({ message: 'driver failed: port is already allocated' }));
    const error: unknown = await client.change('POST', '/containers/a/start').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code, message: 'driver failed: port is already allocated' });
    expect((error as CodedError).extra.hint).toContain('port');
  });

  it('takes 304 for success', async () => {
    reply('POST /containers/a/start', 304, '');
    await client.change('POST', '/containers/a/start');
  });

  it('takes a refusal that is not JSON, or nothing, by its status', async () => {
    reply('GET /x', 502, 'Bad gateway');
    await expect(client.get(Any, '/x')).rejects.toMatchObject({ code: 'engine_error', message: 'Bad gateway' });
    reply('GET /x', 500, '');
    await expect(client.get(Any, '/x')).rejects.toThrow('The engine answered with status 500.');
  });

  it.each(['{"cut": ', '<html>', ''])('calls the answer %j nonsense', async (body) => {
    reply('GET /x', 200, body);
    await expect(client.get(Any, '/x')).rejects.toBeInstanceOf(EngineNonsenseError);
  });

  it('names what is wrong in a document of another form', async () => {
    reply('GET /x', 200, '{"a":{"b":1}}');
    await expect(client.get(z.object({ a: z.object({ b: z.string() }) }), '/x')).rejects.toThrow(/a\.b/);
  });

  it('gives up at the deadline, and when it is told to', async () => {
    engine.replies.set('GET /slow', () => undefined);
    await expect(client.get(Any, '/slow', { deadline: 50 })).rejects.toMatchObject({ code: 'timeout' });
    const controller = new AbortController();
    const asked = client.get(Any, '/slow', { signal: controller.signal });
    controller.abort(new CancelledError());
    await expect(asked).rejects.toBeInstanceOf(CancelledError);
  });

  it('says that the engine was lost when it hangs up in the midst of an answer', async () => {
    engine.replies.set('GET /cut', (_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"half":', () => response.destroy());
    });
    await expect(client.get(Any, '/cut')).rejects.toBeInstanceOf(EngineLostError);
    engine.replies.set('POST /cut', (_request, response) => void response.destroy());
    await expect(client.change('POST', '/cut')).rejects.toBeInstanceOf(EngineLostError);
  });

  it('asks once more when a kept connection turns out to be closed', async () => {
    await client.get(Any, '/networks');
    let hung = 0;
    engine.replies.set('GET /networks', (request, response) => {
      if (hung === 0) {
        hung += 1;
        request.socket.destroy();
      } else json(response, 200, ['again']);
    });
    await expect(client.get(Any, '/networks')).resolves.toEqual(['again']);
  });

  it('opens a raw connection', async () => {
    engine.upgrade = (socket) => void socket.on('data', (bytes) => socket.write(bytes.toString().toUpperCase()));
    const socket = await client.hijack('/exec/a/start');
    socket.write('hello');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toBe('HELLO');
    socket.destroy();
  });

  it('says where an engine should be when there is none', async () => {
    const lost = new EngineClient({ kind: 'unix', path: '/nowhere/docker.sock' });
    const error: unknown = await lost.ping().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(EngineUnreachableError);
    expect((error as CodedError).toBody()).toMatchObject({
      message: expect.stringContaining('/nowhere/docker.sock'),
      hint: expect.stringContaining('DOCKER_HOST'),
    });
  });

  it('tells an engine that is too old from one that is too new', async () => {
    engine.replies.set('GET /version', (_request, response) => json(response, 200, { Version: '19.03', ApiVersion: '1.40' }));
    await expect(client.connect()).rejects.toMatchObject({ code: 'unsupported', extra: { hint: expect.stringContaining('20.10') } });
    engine.replies.set('GET /version', (_request, response) =>
      json(response, 200, { Version: '99', ApiVersion: '1.99', MinAPIVersion: '1.60' }),
    );
    await expect(client.connect()).rejects.toMatchObject({ extra: { hint: expect.stringContaining('agent') } });
    engine.replies.set('GET /version', (_request, response) =>
      json(response, 200, { Version: '29', ApiVersion: '1.52', MinAPIVersion: '1.44' }),
    );
    await expect(client.connect()).resolves.toEqual({ version: '29', api: '1.51' });
  });
});

describe('rawGet', () => {
  let folder: string;
  let answer: (socket: Socket) => void;
  const server = createServer((socket) => socket.once('data', () => answer(socket)));

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'agent-raw-'));
    server.listen(join(folder, 's'));
    await once(server, 'listening');
  });
  afterEach(async () => {
    server.close();
    await once(server, 'close');
    rmSync(folder, { recursive: true });
  });

  async function read(): Promise<string> {
    const { rawGet } = await import('./http10.ts');
    const chunks: string[] = [];
    const opened = await rawGet(
      { kind: 'unix', path: join(folder, 's') },
      '/logs',
      new AbortController().signal,
      (bytes) => void chunks.push(bytes.toString()),
    );
    await opened.closed;
    return chunks.join('');
  }

  it('gives the body, however the head was split', async () => {
    for (const cut of [1, 9, 17, 18, 19, 20, 22]) {
      const text = 'HTTP/1.0 200 OK\r\n\r\nthe body';
      answer = (socket) => {
        socket.write(text.slice(0, cut));
        setTimeout(() => socket.end(text.slice(cut)), 5);
      };
      await expect(read()).resolves.toBe('the body');
    }
  });

  it('keeps the words of a refusal', async () => {
    answer = (socket) => socket.end('HTTP/1.0 404 Not Found\r\nContent-Type: application/json\r\n\r\n{"message":"No such container: a"}');
    await expect(read()).rejects.toMatchObject({ code: 'not_found', message: 'No such container: a' });
  });

  it('does not take what is not HTTP/1.0 for a log', async () => {
    answer = (socket) => socket.end('SSH-2.0-OpenSSH\r\n\r\n');
    await expect(read()).rejects.toBeInstanceOf(EngineNonsenseError);
    answer = (socket) => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n');
    await expect(read()).rejects.toBeInstanceOf(EngineNonsenseError);
  });

  it('says that the engine was lost when it hangs up before a head', async () => {
    answer = (socket) => void socket.destroy();
    await expect(read()).rejects.toBeInstanceOf(EngineLostError);
  });
});
