import type { BrowserToServer, ServerToBrowser } from '@longshore/contract/sockets/browser';
import { BROWSER_SOCKET_PATH } from '@longshore/contract/sockets/browser-paths';
import { io, type Socket } from 'socket.io-client';
import * as parser from 'socket.io-msgpack-parser';
import { shallowRef } from 'vue';
import { Backoff } from './backoff.ts';
import { provided } from './provided.ts';

/** What is used of a socket.io client. */
export type LiveSocket = Pick<Socket<ServerToBrowser, BrowserToServer>, 'on' | 'emit' | 'connect' | 'disconnect' | 'connected'>;

/**
 * `off`: nobody is signed in. `connecting`: for the first time. `live`: what is shown is so now.
 * `lost`: it was so until `since` (milliseconds since the epoch); `next` is when it is tried again, null during a try.
 */
export type LiveState = { phase: 'off' } | { phase: 'connecting' } | { phase: 'live' } | { phase: 'lost'; since: number; next: number | null };

const openSocket = (): LiveSocket =>
  // Tries are ours, not the library's, for the jitter (see Backoff) and because it gives up when a server closes politely.
  io({ path: BROWSER_SOCKET_PATH, transports: ['websocket'], parser, autoConnect: false, reconnection: false });

/** A connection that held this long was a good one: the next wait is short again. Milliseconds. */
const STABLE_MS = 10_000;

/** The one connection of a tab over which the server tells what is so. It is tried again for as long as it is wanted. */
export class Live {
  readonly state = shallowRef<LiveState>({ phase: 'off' });
  /** To listen to what the server tells, and to ask: only while `connected`, else the library would say it later, when it is stale. */
  readonly socket: LiveSocket;
  readonly #backoff: Backoff;
  readonly #ups = new Set<() => void>();
  readonly #downs = new Set<(reason: string) => void>();
  readonly #fails = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #upSince = 0;

  constructor(socket: LiveSocket = openSocket(), backoff = new Backoff()) {
    this.socket = socket;
    this.#backoff = backoff;
    socket.on('connect', () => this.#up());
    socket.on('connect_error', () => {
      this.#down('connect error');
      for (const tell of this.#fails) tell();
    });
    socket.on('disconnect', (reason) => this.#down(reason));
    // The network is back: do not sit out a wait that was meant for a server that is down.
    globalThis.addEventListener('online', () => this.retry());
  }

  get connected(): boolean {
    return this.socket.connected;
  }

  connect(): void {
    if (this.state.value.phase !== 'off') return;
    this.state.value = { phase: 'connecting' };
    this.#backoff.reset();
    this.socket.connect();
  }

  disconnect(): void {
    clearTimeout(this.#timer);
    this.state.value = { phase: 'off' };
    this.socket.disconnect();
  }

  /** Tries at once instead of waiting any longer. */
  retry(): void {
    const state = this.state.value;
    if (state.phase !== 'lost' || state.next === null) return;
    clearTimeout(this.#timer);
    this.state.value = { ...state, next: null };
    this.socket.connect();
  }

  /** Calls back each time the connection is made; what was asked before is unknown to the server then. */
  onUp(listener: () => void): void {
    this.#ups.add(listener);
    if (this.connected) listener();
  }

  /** Calls back each time it is lost, with socket.io's reason. */
  onDown(listener: (reason: string) => void): void {
    this.#downs.add(listener);
  }

  /** Calls back each time a try fails: the server may be down, or may not know us any more. */
  onFail(listener: () => void): void {
    this.#fails.add(listener);
  }

  /** Hangs up and connects anew, after a wait: what came over this connection made no sense. */
  restart(): void {
    if (!this.connected) return;
    this.socket.disconnect();
  }

  #up(): void {
    this.#upSince = Date.now();
    this.state.value = { phase: 'live' };
    for (const tell of this.#ups) tell();
  }

  #down(reason: string): void {
    const state = this.state.value;
    if (state.phase === 'off') return;
    const now = Date.now();
    if (state.phase === 'live' && now - this.#upSince >= STABLE_MS) this.#backoff.reset();
    const wait = this.#backoff.next();
    this.state.value = { phase: 'lost', since: state.phase === 'lost' ? state.since : now, next: now + wait };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.retry(), wait);
    if (state.phase === 'live') for (const tell of this.#downs) tell(reason);
  }
}

const live = provided<Live>('live');
export const liveKey = live.key;
export const useLive = live.use;
