import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { CodedError, toErrorBody, type Ack } from '@longshore/contract/errors';
import { BROWSER_SOCKET_PATH, EventsLook, FleetWatch, StatsLook } from '@longshore/contract/sockets/browser';
import type { Principal } from '../access/principal.ts';
import { validate } from '../actions/validation.ts';
import { HostDirectory } from '../hosts/host-directory.ts';
import { PrincipalService } from '../identity/principal.service.ts';
import { SessionView } from '../identity/session-view.service.ts';
import { UpgradeRouter } from '../sockets/upgrade-router.ts';
import type { BrowserSocket } from './browser-socket.ts';
import { LiveEvents } from './live-events.ts';
import { LiveFleet } from './live-fleet.ts';
import { LiveSessions } from './live-sessions.ts';
import { LiveSession } from './live-session.ts';
import { LiveStats } from './live-stats.ts';

/** Milliseconds in which a browser takes leave; then it is hung up on. */
const LEAVE_WITHIN = 500;

const isAnswer = (value: unknown): value is (ack: Ack<unknown>) => void => typeof value === 'function';

type Handler = (session: LiveSession, said: unknown) => unknown;

/** Where browsers connect for what is so right now. */
@Injectable()
export class LiveGateway implements OnModuleInit, OnModuleDestroy {
  readonly #logger = new Logger('Live');
  readonly #handlers: Readonly<Record<string, Handler>>;
  readonly #principals = new WeakMap<object, Principal>();

  constructor(
    fleet: LiveFleet,
    private readonly events: LiveEvents,
    private readonly stats: LiveStats,
    private readonly sessions: LiveSessions,
    private readonly principals: PrincipalService,
    private readonly sessionView: SessionView,
    private readonly hosts: HostDirectory,
    private readonly upgrades: UpgradeRouter,
  ) {
    this.#handlers = {
      'fleet:watch': (session, said) => {
        validate(FleetWatch, said);
        // It may have been left behind.
        this.events.resume(session);
        return fleet.watch(session);
      },
      'stats:look': (session, said) => {
        this.stats.look(session, validate(StatsLook, said).targets);
        return null;
      },
      'events:look': (session, said) => {
        this.events.look(session, validate(EventsLook, said).on);
        return null;
      },
    };
  }

  onModuleInit(): void {
    const { io, handleUpgrade } = this.sessions.server;
    this.upgrades.handle(BROWSER_SOCKET_PATH, ({ request, socket, head }) => handleUpgrade(request, socket, head));
    // A WebSocket cannot tell a browser why it was refused, a socket.io connection can.
    io.use((socket, next) => {
      this.principals.authenticate(socket.request.headers, { ownPageOnly: true }).then(
        (principal) => {
          this.#principals.set(socket, principal);
          next();
        },
        (error: unknown) => {
          if (!(error instanceof CodedError)) this.#logger.error({ err: error }, 'A browser could not be let in');
          const body = toErrorBody(error);
          next(Object.assign(new Error(body.message), { data: body }));
        },
      );
    });
    io.on('connection', (socket) => this.#meet(socket));
    // Somebody may see other hosts now; whoever sees all of them hears of the change itself.
    this.hosts.on('rescoped', () => {
      for (const session of this.sessions.all())
        if (session.principal.bindings.some(({ scope }) => scope.kind !== 'everything')) this.#rejudge(session);
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.sessions.server.io.close();
  }

  #meet(socket: BrowserSocket): void {
    const principal = this.#principals.get(socket);
    if (principal === undefined) {
      socket.disconnect(true);
      return;
    }
    const session = new LiveSession(socket, principal);
    const unfollow = this.principals.follow(principal, {
      changed: (fresh) => this.#change(session, fresh),
      ended: () => this.#end(session),
    });
    this.sessions.add(session);
    socket.once('disconnect', () => {
      unfollow();
      this.sessions.remove(session);
      this.stats.leave(session);
    });
    socket.onAny((name: string, ...args: unknown[]) => this.#take(session, name, args));
  }

  /** Whatever is asked is answered: `{ok: true, data}` or `{ok: false, error}`. */
  #take(session: LiveSession, name: string, args: readonly unknown[]): void {
    const answer = args.at(-1);
    const reply = (ack: Ack<unknown>): void => {
      if (isAnswer(answer)) answer(ack);
    };
    try {
      const handler = Object.hasOwn(this.#handlers, name) ? this.#handlers[name] : undefined;
      if (handler === undefined) throw new CodedError('not_found', 'There is no such message.');
      reply({ ok: true, data: handler(session, args[0]) });
    } catch (error) {
      if (!(error instanceof CodedError)) this.#logger.error({ err: error }, `Could not answer ${name}`);
      reply({ ok: false, error: toErrorBody(error) });
    }
  }

  #change(session: LiveSession, fresh: Principal): void {
    const same = isDeepStrictEqual(fresh.bindings, session.principal.bindings);
    session.principal = fresh;
    if (!same) this.#rejudge(session);
    this.sessionView.of(fresh).then(
      (view) => void session.socket.emit('session:changed', view),
      // The account may be gone by now: its end is told on its own.
      (err: unknown) => this.#logger.warn({ err }, 'A browser could not be told of its changed session'),
    );
  }

  #rejudge(session: LiveSession): void {
    session.reset();
    this.stats.rejudge(session);
    this.events.resume(session);
  }

  #end({ socket }: LiveSession): void {
    socket.emit('session:ended');
    socket.disconnect(true);
    setTimeout(() => socket.request.socket.destroy(), LEAVE_WITHIN);
  }
}
