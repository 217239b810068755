import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { CodedError, toErrorBody } from '@longshore/contract/errors';
import { BROWSER_STREAM_PATH } from '@longshore/contract/sockets/browser';
import { jsonOf } from '@longshore/contract/streams/frames';
import type { WebSocket } from 'ws';
import type { Principal } from '../access/principal.ts';
import { addressOf } from '../actions/address.ts';
import { PrincipalService } from '../identity/principal.service.ts';
import { UpgradeRouter } from '../sockets/upgrade-router.ts';
import { frameServer, WebFrameSocket } from './frame-socket.ts';
import { RelayEnd } from './relay-end.ts';
import type { RelayedStream } from './relayed-stream.ts';
import { StreamCallers, type StreamCaller } from './stream-callers.ts';
import { StreamOpener } from './stream-opener.ts';

/** Streams that one tab may have open: enough for a wall of consoles, too few to hurt. */
const MAX_STREAMS = 256;
/** WebSocket close code, of the range for applications. */
const SESSION_ENDED = 4401;

/** The stream sockets of browser tabs. Each stream that a tab opens is checked here and relayed to the agent. */
@Injectable()
export class TabStreams implements OnModuleInit, OnModuleDestroy {
  readonly #logger = new Logger('Streams');
  readonly #server = frameServer();
  readonly #sockets = new Set<WebSocket>();

  constructor(
    private readonly principals: PrincipalService,
    private readonly callers: StreamCallers,
    private readonly opener: StreamOpener,
    private readonly upgrades: UpgradeRouter,
  ) {}

  onModuleInit(): void {
    this.upgrades.handle(BROWSER_STREAM_PATH, async ({ request, socket, head }) => {
      const principal = await this.principals.authenticate(request.headers, { ownPageOnly: true });
      const address = addressOf(request.socket);
      this.#server.handleUpgrade(request, socket, head, (webSocket) => this.#serve(webSocket, principal, address));
    });
  }

  onModuleDestroy(): void {
    for (const socket of this.#sockets) socket.terminate();
  }

  #serve(socket: WebSocket, principal: Principal, address: string): void {
    const frames = new WebFrameSocket(socket);
    const caller = this.callers.watch(principal, address);
    const end = new RelayEnd({ socket: frames, accept: (stream, frame) => void this.#accept(end, stream, frame, caller) });
    this.#sockets.add(socket);
    caller.signal.addEventListener('abort', () => {
      end.close({ code: 'cancelled', message: 'The browser tab is gone.' });
      socket.close(SESSION_ENDED, 'The session has ended.');
      // A peer that does not answer the closing handshake is not waited for.
      setTimeout(() => socket.terminate(), 500);
    });
    frames.serve(end, () => {
      this.#sockets.delete(socket);
      caller.done();
    });
  }

  async #accept(end: RelayEnd, stream: RelayedStream, frame: Uint8Array, caller: StreamCaller): Promise<void> {
    const { address } = caller;
    const principal = caller.principal();
    try {
      const request = requestOf(frame);
      if (end.size > MAX_STREAMS) throw new CodedError('throttled', `A tab may have ${MAX_STREAMS} streams open.`);
      const plan = await this.opener.admit(principal, address, request);
      await this.opener.open(principal, address, plan, stream);
    } catch (error) {
      if (!(error instanceof CodedError)) this.#logger.error({ err: error }, 'A stream could not be opened');
      stream.reset(toErrorBody(error));
    }
  }
}

/** @throws CodedError */
function requestOf(frame: Uint8Array): unknown {
  try {
    return jsonOf(frame);
  } catch (error) {
    if (error instanceof SyntaxError) throw new CodedError('bad_request', 'The request for a stream is not JSON.');
    throw error;
  }
}
