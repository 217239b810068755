import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { CodedError, NotFoundError, toErrorBody } from '@longshore/contract/errors';
import type { LogArgs } from '@longshore/contract/logs';
import type { ActionArgs } from '@longshore/contract/registry';
import { muxDuplex } from '@longshore/contract/streams/node';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Principal } from '../access/principal.ts';
import type { ActionCall } from '../actions/action-call.ts';
import { ActionGate } from '../actions/action-gate.ts';
import { matchAction } from '../actions/action-match.ts';
import { API } from '../actions/action-route.ts';
import { addressOf } from '../actions/address.ts';
import { queryOf } from '../actions/query-string.ts';
import { TargetService, type Target } from '../actions/target.ts';
import { Links } from '../link/links.ts';
import { UpgradeRouter, type Upgrade } from '../sockets/upgrade-router.ts';
import { runConsole } from './console-socket.ts';
import { openFarEnd } from './far-end.ts';
import { allTargets } from './log-targets.ts';
import { LogsService } from './logs.service.ts';
import { StreamCallers, type StreamCaller } from './stream-callers.ts';
import { planOf, StreamOpener } from './stream-opener.ts';
import { WebSocketWriter } from './web-socket-writer.ts';

/** Bytes of the largest message a program may send: a paste. */
const MAX_MESSAGE = 16 * 1024 * 1024;

/**
 * Plain WebSockets for programs, at the path of the resource: binary messages are the bytes, text messages are JSON.
 * Whatever ends one with an error says so as its last message.
 */
@Injectable()
export class StreamSockets implements OnModuleInit, OnModuleDestroy {
  readonly #logger = new Logger('Streams');
  readonly #server = new WebSocketServer({ noServer: true, perMessageDeflate: false, clientTracking: false, maxPayload: MAX_MESSAGE });
  readonly #sockets = new Set<WebSocket>();

  constructor(
    private readonly gate: ActionGate,
    private readonly targets: TargetService,
    private readonly callers: StreamCallers,
    private readonly opener: StreamOpener,
    private readonly logs: LogsService,
    private readonly links: Links,
    private readonly upgrades: UpgradeRouter,
  ) {}

  onModuleInit(): void {
    this.upgrades.handle(API, (upgrade) => this.#admit(upgrade));
  }

  onModuleDestroy(): void {
    for (const socket of this.#sockets) socket.terminate();
  }

  /** All that can be refused is refused before the upgrade, as HTTP. */
  async #admit({ request, socket, head, url }: Upgrade): Promise<void> {
    const match = matchAction('GET', url.pathname);
    if (match === undefined) throw new NotFoundError(`There is nothing at ${url.pathname}.`);
    const address = addressOf(request.socket);
    const call = await this.gate.admit({
      ...match,
      query: queryOf(request.url ?? ''),
      body: undefined,
      headers: request.headers,
      address,
      upgrade: true,
    });
    const { principal } = call;
    if (call.row.kind !== 'stream' || principal === null) throw new NotFoundError(`No WebSocket is served at ${url.pathname}.`);
    const targets = this.#targetsOf(call, principal);
    for (const { host } of targets) this.links.require(host);
    // A client that vanishes without a word is noticed by the system, within minutes.
    request.socket.setKeepAlive(true, 30_000);
    this.#server.handleUpgrade(request, socket, head, (webSocket) => void this.#serve(webSocket, call, principal, targets));
  }

  #targetsOf({ name, target, args }: ActionCall, principal: Principal): [Target, ...Target[]] {
    if (target !== null) return [target];
    if (name !== 'logs.merge') throw new Error(`${name} has no target.`);
    return allTargets(this.targets, principal, (args as ActionArgs<'logs.merge'>).target);
  }

  async #serve(socket: WebSocket, call: ActionCall, principal: Principal, targets: [Target, ...Target[]]): Promise<void> {
    this.#sockets.add(socket);
    const left = new AbortController();
    const caller = this.callers.watch(principal, call.address, left.signal);
    const writer = new WebSocketWriter(socket);
    // What went wrong is told by the close that follows.
    socket.on('error', () => socket.terminate());
    socket.once('close', () => left.abort());
    try {
      await (call.row.interactive ? this.#console(socket, writer, call, caller, targets) : this.#log(writer, call, caller, targets));
      await writer.close(1000);
    } catch (error) {
      const reason = caller.ended() ?? error;
      if (!left.signal.aborted) {
        if (!(reason instanceof CodedError)) this.#logger.error({ err: reason }, 'A stream ended by a fault');
        writer.message({ type: 'error', error: toErrorBody(reason) });
        await writer.close(1011);
      }
    } finally {
      this.#sockets.delete(socket);
      caller.done();
    }
  }

  async #console(
    socket: WebSocket,
    writer: WebSocketWriter,
    { name, args }: ActionCall,
    caller: StreamCaller,
    targets: [Target, ...Target[]],
  ): Promise<void> {
    const { stream, relayed } = openFarEnd(true);
    const duplex = muxDuplex(stream);
    const stop = (): void => void duplex.destroy();
    caller.signal.addEventListener('abort', stop);
    // Its end is told to whoever reads it; it may also come while nobody does, before the agent is there or after the last output.
    duplex.on('error', () => undefined);
    const running = runConsole(socket, writer, duplex);
    // It may fail while the way to the agent is still being made.
    running.catch(() => undefined);
    try {
      await this.opener.open(caller.principal(), caller.address, planOf(name, targets, args), relayed);
    } catch (error) {
      duplex.destroy(error as Error);
    }
    await running;
  }

  async #log(writer: WebSocketWriter, { args }: ActionCall, caller: StreamCaller, targets: [Target, ...Target[]]): Promise<void> {
    for await (const records of this.logs.read(caller, targets, args as LogArgs)) await writer.bytes(records);
  }
}
