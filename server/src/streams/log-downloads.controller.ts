import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { BadRequestError } from '@longshore/contract/errors';
import type { LogArgs } from '@longshore/contract/logs';
import type { ActionArgs } from '@longshore/contract/registry';
import type { Principal } from '../access/principal.ts';
import { addressOf } from '../actions/address.ts';
import { Action } from '../actions/action.decorator.ts';
import { Args, Caller, On } from '../actions/parameters.ts';
import { TargetService, type Target } from '../actions/target.ts';
import { abandoned } from '../link/abandoned.ts';
import { Links } from '../link/links.ts';
import { LogsService } from './logs.service.ts';
import { namedText, plainText, type LogText } from './log-text.ts';
import { allTargets, nameOf } from './log-targets.ts';
import { StreamCallers } from './stream-callers.ts';

/** Logs as plain text over HTTP, streamed: as fast as the client takes them, and never cut off without an error. */
@Controller()
export class LogDownloadsController {
  constructor(
    private readonly logs: LogsService,
    private readonly targets: TargetService,
    private readonly callers: StreamCallers,
    private readonly links: Links,
  ) {}

  @Action('container.logs')
  one(
    @Caller() principal: Principal,
    @On() target: Target,
    @Args() args: LogArgs,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.#send({ principal, targets: [target], args, text: plainText(args.timestamps) }, request, response);
  }

  @Action('logs.merge')
  merged(
    @Caller() principal: Principal,
    @Args() { target, ...args }: ActionArgs<'logs.merge'>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const targets = allTargets(this.targets, principal, target);
    return this.#send({ principal, targets, args, text: namedText(targets.map(nameOf), args.timestamps) }, request, response);
  }

  @Action('container.exec')
  exec(): never {
    throw needsWebSocket;
  }

  @Action('container.attach')
  attach(): never {
    throw needsWebSocket;
  }

  async #send(
    { principal, targets, args, text }: { principal: Principal; targets: readonly [Target, ...Target[]]; args: LogArgs; text: LogText },
    request: Request,
    response: Response,
  ): Promise<void> {
    for (const { host } of targets) this.links.require(host);
    const reader = this.callers.watch(principal, addressOf(request.socket), abandoned(response));
    try {
      const log = this.logs.read(reader, targets, args)[Symbol.asyncIterator]();
      // The engine's refusal comes before the first bytes: until then the answer can still be an error.
      const first = await log.next();
      const head = first.done === true ? new Uint8Array(0) : text(first.value);
      response.writeHead(200, {
        'Content-Type': 'text/plain; charset=utf-8',
        'Cache-Control': 'no-store',
        'Content-Disposition': `attachment; filename="${fileName(targets)}"`,
      });
      response.flushHeaders();
      if (request.method === 'HEAD') response.end();
      else await pipeline(Readable.from(textOf(head, log, text)), response);
    } catch (error) {
      if (reader.ended() !== undefined || !isAbandoned(error)) throw reader.ended() ?? error;
    } finally {
      reader.done();
    }
  }
}

async function* textOf(head: Uint8Array, log: AsyncIterator<Uint8Array>, text: LogText): AsyncGenerator<Uint8Array, void, undefined> {
  if (head.length > 0) yield head;
  for (let batch = await log.next(); batch.done !== true; batch = await log.next()) {
    const bytes = text(batch.value);
    if (bytes.length > 0) yield bytes;
  }
}

/** The client has left: nobody is there to be told of anything. */
const isAbandoned = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && ['ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR', 'cancelled'].includes(String(error.code));

const needsWebSocket = new BadRequestError('A console is a WebSocket.', { hint: 'Ask with Upgrade: websocket at the same path.' });

const fileName = (targets: readonly Target[]): string =>
  `${targets
    .map(nameOf)
    .slice(0, 3)
    .join('+')
    .replaceAll(/[^\w.+-]+/g, '-')}.log`;
