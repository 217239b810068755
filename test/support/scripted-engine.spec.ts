import { once } from 'node:events';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, it } from 'vitest';

import { callApi } from './engine/api.ts';
import { startScriptedEngine, type ScriptedEngine } from './scripted-engine.ts';
import { dockerFrame, writeInPieces } from './scripted-engine/bytes.ts';
import { answerJson, type Route } from './scripted-engine/route.ts';

let engine: ScriptedEngine;
const start = async (...routes: Route[]): Promise<void> => {
  engine = await startScriptedEngine(routes);
};
const get = (path: string): ReturnType<typeof callApi> => callApi(engine.socket, 'GET', path);

afterEach(async () => {
  await engine.stop();
});

/** A client that asks for the bare connection, as docker exec does. */
async function upgrade(path: string, body: unknown): Promise<{ status: number; socket: Socket }> {
  const json = JSON.stringify(body);
  const headers = { connection: 'Upgrade', upgrade: 'tcp', 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) };
  const call = request({ socketPath: engine.socket, method: 'POST', path, headers });
  call.end(json);
  return new Promise((resolve, reject) => {
    call.once('upgrade', (response, socket: Socket, head) => {
      socket.unshift(head);
      resolve({ status: response.statusCode ?? 0, socket });
    });
    call.once('response', (response) => resolve({ status: response.statusCode ?? 0, socket: response.socket }));
    call.once('error', reject);
  });
}

it('is a healthy empty engine when nothing else is said, with or without a version in the path', async () => {
  await start();
  expect((await get('/_ping')).headers['api-version']).toBe('1.41');
  expect((await get('/v1.41/version')).json()).toMatchObject({ ApiVersion: '1.41' });
  expect((await get('/v1.41/info')).json()).toMatchObject({ Name: 'scripted' });
  expect((await get('/containers/json?all=1')).json()).toEqual([]);
  expect(await get('/no/such/thing')).toMatchObject({ status: 404 });
  expect(engine.asked).toEqual(['GET /_ping', 'GET /version', 'GET /info', 'GET /containers/json', 'GET /no/such/thing']);
});

it('lets routes of the test win, later ones over earlier, and turns their mistakes into the 500 of an engine', async () => {
  await start({
    method: 'GET',
    path: /^\/containers\/(\w+)\/json$/,
    answer: ({ response, match }) => answerJson(response, { Id: match[1] }),
  });
  expect((await get('/v1.41/containers/abc/json')).json()).toEqual({ Id: 'abc' });
  engine.route({
    method: 'GET',
    path: /^\/containers\//,
    answer: () => {
      throw new Error('the disk is gone');
    },
  });
  const failed = await get('/containers/abc/json');
  expect([failed.status, failed.json()]).toEqual([500, { message: 'the disk is gone' }]);
});

it('breaks an answer in the middle', async () => {
  await start({
    method: 'GET',
    path: /^\/containers\/json$/,
    answer({ response }) {
      response.writeHead(200, { 'content-length': 100 }).write('[{"Id":"half', () => response.destroy());
    },
  });
  await expect(get('/containers/json')).rejects.toThrow('aborted');
});

it('sends events to those who listen, whole or in pieces, and hangs up', async () => {
  await start();
  const call = request({ socketPath: engine.socket, path: '/events' });
  call.end();
  const [response] = (await once(call, 'response')) as [NodeJS.ReadableStream];
  engine.emit({ Action: 'start' });
  expect(String((await once(response, 'data'))[0])).toBe('{"Action":"start"}\n');
  engine.emit(Buffer.from('{"Action":"di'));
  expect(String((await once(response, 'data'))[0])).toBe('{"Action":"di');
  const broken = once(response, 'error');
  engine.hangUp();
  await broken;
});

it('gives the bare connection, with frames and characters split at will', async () => {
  const frames = Buffer.concat([dockerFrame(1, 'größer\n'), dockerFrame(2, 'err')]);
  expect([...frames.subarray(0, 8)]).toEqual([1, 0, 0, 0, 0, 0, 0, 9]);
  await start({
    method: 'POST',
    path: /^\/exec\/\w+\/start$/,
    async hijack(call) {
      const body = await call.body();
      const stream = call.accept();
      await writeInPieces(stream, frames, 1);
      stream.end(JSON.stringify(body));
    },
  });
  const { status, socket } = await upgrade('/v1.41/exec/abc/start', { Tty: false });
  const pieces: Buffer[] = [];
  socket.on('data', (piece: Buffer) => pieces.push(piece));
  await once(socket, 'close');
  expect(status).toBe(101);
  expect(pieces.length).toBeGreaterThan(frames.length / 2);
  expect(Buffer.concat(pieces)).toEqual(Buffer.concat([frames, Buffer.from('{"Tty":false}')]));
});

it('refuses the bare connection in the words of the engine, by route or for want of one', async () => {
  await start({
    method: 'POST',
    path: /^\/exec\/\w+\/start$/,
    hijack: (call) => call.refuse(409, 'container is not running'),
  });
  expect((await upgrade('/exec/abc/start', {})).status).toBe(409);
  expect((await upgrade('/containers/abc/attach', {})).status).toBe(404);
});

it('reads what comes after the request of a bare connection as the stream', async () => {
  await start({
    method: 'POST',
    path: /^\/attach$/,
    async hijack(call) {
      await call.body();
      const stream = call.accept();
      stream.write((await once(stream, 'data'))[0] as Buffer);
      stream.end();
    },
  });
  const socket = connect(engine.socket);
  socket.write('POST /attach HTTP/1.1\r\nHost: engine\r\nConnection: Upgrade\r\nUpgrade: tcp\r\nContent-Length: 2\r\n\r\n{}typed ahead');
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 101 UPGRADED\r\n[^]*\r\n\r\ntyped ahead$/);
});
