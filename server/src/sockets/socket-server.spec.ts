import { once, type EventEmitter } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io as connect } from 'socket.io-client';
import * as msgpack from 'socket.io-msgpack-parser';
import { expect, it } from 'vitest';
import { createSocketServer } from './socket-server.ts';

it('takes large messages, and hangs up on one that announces more than it brings', async () => {
  const { io, handleUpgrade } = createSocketServer({ maxMessage: 1024 * 1024, heartbeat: { every: 5000, within: 5000 } });
  io.on('connection', (socket) => {
    socket.on('say', (said, answer) => (answer as (said: unknown) => void)(said));
  });
  const http = createServer().on('upgrade', handleUpgrade);
  await once(http.listen(0, '127.0.0.1'), 'listening');
  const client = connect(`http://127.0.0.1:${(http.address() as AddressInfo).port}`, {
    transports: ['websocket'],
    parser: msgpack,
    reconnection: false,
  });
  const said = { text: 'y'.repeat(100_000), list: Array.from({ length: 70_000 }, () => 1) };
  expect(await client.emitWithAck('say', said)).toEqual(said);
  const gone = once(client as unknown as EventEmitter, 'disconnect');
  client.io.engine.write(Buffer.from([0xc9, 0xff, 0xff, 0xff, 0xff, 0]));
  await gone;
  await io.close();
  http.close();
});
