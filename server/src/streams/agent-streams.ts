import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { CodedError, ForbiddenError, TimeoutError, type ErrorBody } from '@longshore/contract/errors';
import { AGENT_STREAM_PATH } from '@longshore/contract/sockets/agent';
import type { WebSocket } from 'ws';
import type { FoundHost } from '../actions/resource-resolver.ts';
import { hashSecret, randomSecret } from '../identity/secret.ts';
import { Links } from '../link/links.ts';
import { UpgradeRouter, type Upgrade } from '../sockets/upgrade-router.ts';
import { frameServer, WebFrameSocket } from './frame-socket.ts';
import { RelayEnd } from './relay-end.ts';

/** Milliseconds that an agent has to come with the ticket it was given. */
const DIAL_WITHIN = 10_000;
/** Milliseconds without a stream after which the socket is closed. */
const IDLE = 60_000;

interface Dial {
  hostId: string;
  arrived: (socket: WebSocket) => void;
}

/** The stream sockets of the agents: dialled by the agent when the first stream wants to go there, one for each host. */
@Injectable()
export class AgentStreams implements OnModuleInit, OnModuleDestroy {
  readonly #sockets = frameServer();
  readonly #ends = new Map<string, { end: RelayEnd; socket: WebSocket }>();
  readonly #coming = new Map<string, Promise<RelayEnd>>();
  /** By the hash of the ticket, so that looking one up says nothing about others. */
  readonly #dials = new Map<string, Dial>();

  constructor(
    private readonly links: Links,
    private readonly upgrades: UpgradeRouter,
  ) {}

  onModuleInit(): void {
    this.upgrades.handle(AGENT_STREAM_PATH, (upgrade) => this.#arrive(upgrade));
    this.links.on('unlinked', ({ hostId }) => this.#hangUp(hostId));
  }

  onModuleDestroy(): void {
    for (const hostId of [...this.#ends.keys()]) this.#hangUp(hostId);
  }

  /** The relay end of a host, dialled if need be. @throws HostOfflineError, LinkLostError, TimeoutError */
  async endOf(host: FoundHost): Promise<RelayEnd> {
    this.links.require(host);
    const open = this.#ends.get(host.id);
    if (open !== undefined) return open.end;
    const coming = this.#coming.get(host.id) ?? this.#dial(host).finally(() => this.#coming.delete(host.id));
    this.#coming.set(host.id, coming);
    return coming;
  }

  async #dial(host: FoundHost): Promise<RelayEnd> {
    const ticket = randomSecret();
    const key = hashSecret(ticket);
    let socket: WebSocket | undefined;
    let timer: NodeJS.Timeout | undefined;
    try {
      const arrival = new Promise<WebSocket>((arrived, failed) => {
        this.#dials.set(key, { hostId: host.id, arrived });
        const late = new TimeoutError(`Host ${host.name} did not open its stream connection within ${DIAL_WITHIN / 1000} seconds.`);
        timer = setTimeout(() => failed(late), DIAL_WITHIN);
      }).then((arrived) => (socket = arrived));
      // The agent says when it listens: what were sent before could be lost.
      const [open] = await Promise.all([arrival, this.links.require(host).request('stream:dial', { ticket }, DIAL_WITHIN)]);
      return this.#adopt(host, open);
    } catch (error) {
      socket?.terminate();
      throw error;
    } finally {
      clearTimeout(timer);
      this.#dials.delete(key);
    }
  }

  /** An agent comes with its ticket, which is good once. */
  #arrive({ request, socket, head, url }: Upgrade): void {
    const key = hashSecret(url.searchParams.get('ticket') ?? '');
    const dial = this.#dials.get(key);
    if (dial === undefined || !this.links.has(dial.hostId)) throw new ForbiddenError('The ticket is unknown, used or too old.');
    this.#dials.delete(key);
    this.#sockets.handleUpgrade(request, socket, head, (opened) => {
      // What went wrong is told by the close that follows.
      opened.on('error', () => opened.terminate());
      dial.arrived(opened);
    });
  }

  #adopt(host: FoundHost, socket: WebSocket): RelayEnd {
    const gone: ErrorBody = { code: 'link_lost', message: `The stream connection to host ${host.name} was lost.` };
    if (!this.links.has(host.id) || socket.readyState !== socket.OPEN) throw CodedError.fromBody(gone);
    const forget = (): void => {
      if (this.#ends.get(host.id)?.socket === socket) this.#ends.delete(host.id);
    };
    let timer: NodeJS.Timeout | undefined;
    const closeWhenIdle = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (end.size > 0) return;
        forget();
        socket.close(1000, 'Idle.');
      }, IDLE);
    };
    const frames = new WebFrameSocket(socket);
    const end = new RelayEnd({ socket: frames, idle: closeWhenIdle });
    frames.serve(end, () => {
      clearTimeout(timer);
      forget();
      end.close(gone);
    });
    this.#ends.set(host.id, { end, socket });
    closeWhenIdle();
    return end;
  }

  /** The host is not linked any more: whoever still has a socket of it may not use it. */
  #hangUp(hostId: string): void {
    const open = this.#ends.get(hostId);
    this.#ends.delete(hostId);
    open?.end.close({ code: 'link_lost', message: 'The link to the host was lost.' });
    open?.socket.terminate();
  }
}
