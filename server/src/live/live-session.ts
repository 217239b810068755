import type { FleetChange } from '@longshore/contract/sockets/browser';
import type { Principal } from '../access/principal.ts';
import { Backlog } from './backlog.ts';
import type { BrowserSocket } from './browser-socket.ts';

/** Those of a kind who see everything get one message, encoded once. */
export const ROOMS = { fleet: 'fleet', operations: 'operations', events: 'events' } as const;

/** Changes that may wait while the first picture is sent; beyond that a new picture is less work. */
const MAX_QUEUED = 20_000;

/**
 * `idle`: has not asked for the fleet. `loading`: its picture is on its way, changes wait behind it. `live`: gets changes as they come.
 * `behind`: does not read fast enough; gets nothing until it has caught up, then begins anew.
 */
type Phase = 'idle' | 'loading' | 'live' | 'behind';

/** One browser tab that is connected, and what it has been told. */
export class LiveSession {
  readonly socket: BrowserSocket;
  readonly backlog: Backlog;
  principal: Principal;
  phase: Phase = 'idle';
  wantsEvents = false;
  /** Hosts that were told to somebody who sees only a part of the fleet. */
  readonly toldHosts = new Set<string>();
  /** Containers on the screen, by host. */
  looks = new Map<string, Set<string>>();
  #queued: FleetChange[] = [];
  #picture = 0;

  constructor(socket: BrowserSocket, principal: Principal) {
    this.socket = socket;
    this.principal = principal;
    // Not in order, which would wait until it has read what waits.
    const hangUp = (): void => void socket.request.socket.destroy();
    this.backlog = new Backlog(socket.conn, () => this.#fallBehind(), hangUp);
  }

  /** A picture begins. Returns a test whether it is still the one that is wanted. */
  begin(): () => boolean {
    this.phase = 'loading';
    this.#queued = [];
    this.toldHosts.clear();
    void this.socket.leave(ROOMS.fleet);
    this.#picture += 1;
    const picture = this.#picture;
    return () => picture === this.#picture && this.phase === 'loading' && this.socket.connected;
  }

  /** The picture is complete: what changed meanwhile follows, and then every change. @param whole sees everything */
  ready(whole: boolean): void {
    this.socket.emit('fleet:ready');
    if (this.#queued.length > 0) this.socket.emit('fleet:changes', this.#queued);
    this.#queued = [];
    this.phase = 'live';
    if (whole) void this.socket.join(ROOMS.fleet);
  }

  /** Keeps changes for behind the picture. */
  queue(changes: readonly FleetChange[]): void {
    if (this.#queued.length + changes.length > MAX_QUEUED) this.reset();
    else this.#queued.push(...changes);
  }

  /** Asks the browser to begin anew. */
  reset(): void {
    const watched = this.phase !== 'idle';
    this.#stop('idle');
    if (watched) this.socket.emit('fleet:reset');
  }

  #stop(phase: Phase): void {
    this.phase = phase;
    this.#queued = [];
    for (const room of Object.values(ROOMS)) void this.socket.leave(room);
  }

  #fallBehind(): void {
    if (this.phase === 'behind') return;
    this.#stop('behind');
    void this.backlog.empty().then(() => this.reset());
  }
}
