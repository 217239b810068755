import { Injectable } from '@nestjs/common';
import type { ServerToBrowser } from '@longshore/contract/sockets/browser';
import { createSocketServer } from '../sockets/socket-server.ts';
import type { LiveSession } from './live-session.ts';

/** A list of two thousand containers on the screen, and nothing larger. */
const MAX_MESSAGE = 1024 * 1024;
const HEARTBEAT = { every: 15_000, within: 10_000 };

/** The browser tabs that are connected. */
@Injectable()
export class LiveSessions {
  readonly server = createSocketServer<ServerToBrowser>({ maxMessage: MAX_MESSAGE, heartbeat: HEARTBEAT });
  readonly #sessions = new Set<LiveSession>();

  get size(): number {
    return this.#sessions.size;
  }

  all(): Iterable<LiveSession> {
    return this.#sessions;
  }

  add(session: LiveSession): void {
    this.#sessions.add(session);
  }

  remove(session: LiveSession): void {
    this.#sessions.delete(session);
  }

  /** Tells everybody in a room; it is encoded once. */
  tell<Name extends keyof ServerToBrowser>(room: string, name: Name, ...args: Parameters<ServerToBrowser[Name]>): void {
    this.server.io.to(room).emit(name, ...args);
  }
}
