import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { CodedError, NotFoundError, toErrorBody } from '@longshore/contract/errors';
import { PROBLEM_TYPE, toProblem } from '../http/problem.ts';

/** A request to become a WebSocket. */
export interface Upgrade {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
  readonly url: URL;
}

type Handler = (upgrade: Upgrade) => void | Promise<void>;

/** One listener for every WebSocket of the server, so that each path has one owner and an unknown path an answer. */
@Injectable()
export class UpgradeRouter implements OnModuleInit {
  readonly #logger = new Logger('Sockets');
  readonly #handlers: { prefix: string; handle: Handler }[] = [];

  constructor(private readonly adapter: HttpAdapterHost) {}

  onModuleInit(): void {
    const server = this.adapter.httpAdapter.getHttpServer() as Server;
    server.on('upgrade', (request, socket, head) => {
      if (request.headers.upgrade?.toLowerCase() !== 'websocket') {
        stayWithHttp(server, request, socket, head);
        return;
      }
      // A peer that vanishes now is no event: whoever owns the socket sees it close.
      socket.on('error', () => socket.destroy());
      void this.#route(request, socket, head);
    });
  }

  /** What begins with the path belongs to the handler; the longest path wins. Errors that it throws are answered as problems. */
  handle(prefix: string, handle: Handler): void {
    this.#handlers.push({ prefix, handle });
    this.#handlers.sort((a, b) => b.prefix.length - a.prefix.length);
  }

  async #route(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    try {
      const target = request.url ?? '/';
      const url = URL.canParse(target, 'http://localhost') ? new URL(target, 'http://localhost') : undefined;
      const owner = url && this.#handlers.find(({ prefix }) => url.pathname === prefix || url.pathname.startsWith(`${prefix}/`));
      if (url === undefined || owner === undefined) throw new NotFoundError('No WebSocket is served here.');
      await owner.handle({ request, socket, head, url });
    } catch (err) {
      if (!(err instanceof CodedError)) this.#logger.error({ err }, 'Upgrade failed');
      refuse(socket, err);
    }
  }
}

/**
 * A client may offer another protocol, as Java's HttpClient offers HTTP/2 with its first request, and a server may go on as if it had not
 * (RFC 9110, 7.8). Node has already taken the connection away from its HTTP server: it is given back, with what was read of it.
 */
function stayWithHttp(server: Server, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const { method = 'GET', url = '/', httpVersion, rawHeaders } = request;
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? '';
    if (!/^(?:upgrade|connection|http2-settings)$/i.test(name)) lines.push(`${name}: ${rawHeaders[at + 1] ?? ''}`);
  }
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]));
  server.emit('connection', socket);
}

/** Answers as HTTP, since no WebSocket has begun. */
function refuse(socket: Duplex, error: unknown): void {
  const problem = toProblem(toErrorBody(error));
  const body = JSON.stringify(problem);
  socket.end(
    [
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? problem.title}`,
      'Connection: close',
      `Content-Type: ${PROBLEM_TYPE}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n'),
  );
}
