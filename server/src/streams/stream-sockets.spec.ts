import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LinkLostError } from '@longshore/contract/errors';
import { actions } from '@longshore/contract/registry';
import type { ActionGate } from '../actions/action-gate.ts';
import type { TargetService } from '../actions/target.ts';
import type { Links } from '../link/links.ts';
import type { Upgrade, UpgradeRouter } from '../sockets/upgrade-router.ts';
import type { LogsService } from './logs.service.ts';
import type { StreamCallers } from './stream-callers.ts';
import type { StreamOpener } from './stream-opener.ts';
import { StreamSockets } from './stream-sockets.ts';

const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
/** A frame that no client may send: it is not masked. */
const RUBBISH = Buffer.from([0x81, 0x01, 0x41]);
/** A masked text message of one letter, which is no JSON. */
const NO_JSON = Buffer.from([0x81, 0x81, 0, 0, 0, 0, 0x41]);

const target = { host: { id: 'h', name: 'web-1' }, container: { id: 'c', name: 'api', labels: {} }, resource: {} };
const call = { name: 'container.exec', row: actions['container.exec'], principal: {}, target, args: {}, address: '' };

describe('a console on a plain WebSocket', () => {
  let http: Server;
  let client: Socket;
  let received: string;
  let faults: unknown[];
  let openings: { opened: () => void; failed: (error: Error) => void }[];
  const fault = (error: unknown): void => void faults.push(error);

  beforeEach(async () => {
    faults = [];
    openings = [];
    received = '';
    process.on('unhandledRejection', fault).on('uncaughtException', fault);
    let handle: (upgrade: Upgrade) => void | Promise<void> = () => undefined;
    const upgrades = { handle: (_prefix: string, handler: typeof handle) => void (handle = handler) };
    const callers = {
      watch: (principal: unknown, address: string, signal: AbortSignal) => ({
        principal: () => principal,
        address,
        signal,
        ended: () => undefined,
        done: () => undefined,
      }),
    };
    const opener = {
      open: () => new Promise<void>((opened, failed) => openings.push({ opened, failed })),
    };
    new StreamSockets(
      { admit: () => Promise.resolve(call) } as unknown as ActionGate,
      {} as unknown as TargetService,
      callers as unknown as StreamCallers,
      opener as unknown as StreamOpener,
      {} as unknown as LogsService,
      { require: () => undefined } as unknown as Links,
      upgrades as unknown as UpgradeRouter,
    ).onModuleInit();
    http = createServer();
    http.on('upgrade', (request, socket, head) => void handle({ request, socket, head, url: new URL(request.url!, 'http://h') }));
    await once(http.listen(0, '127.0.0.1'), 'listening');
    client = connect((http.address() as AddressInfo).port, '127.0.0.1');
    client.on('data', (bytes) => (received += bytes.toString('latin1')));
    client.on('error', () => undefined);
    client.write(
      `GET /api/v1/hosts/h/containers/c/exec HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${KEY}\r\n\r\n`,
    );
    await expect.poll(() => openings.length).toBe(1);
  });
  afterEach(() => {
    process.off('unhandledRejection', fault).off('uncaughtException', fault);
    client.destroy();
    http.close();
  });

  it.each([
    ['is left', () => client.destroy()],
    ['is told what makes no sense', () => client.write(NO_JSON)],
  ])('harms nobody when it %s while the way to the agent is made', async (_what, act) => {
    act();
    await delay(50);
    openings[0]!.opened();
    await delay(50);
    expect(faults).toEqual([]);
  });

  it('harms nobody when it is refused, and its client answers that with rubbish', async () => {
    openings[0]!.failed(new LinkLostError('gone'));
    await expect.poll(() => received).toContain('link_lost');
    client.write(RUBBISH);
    await once(client, 'close');
    await delay(50);
    expect(faults).toEqual([]);
  });
});
