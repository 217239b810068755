import type { MirrorPosition } from '@longshore/contract/mirror';
import type { LinkSession } from '../link/session.ts';
import type { EngineHealth } from './engine-health.ts';
import type { Mirror } from './mirror.ts';

/** A change after a quiet time goes at once; those that follow it within so many milliseconds go together. */
const COALESCE_MS = 15;

/** Tells the server what the mirror holds, as it changes. */
export class MirrorFeed {
  readonly #mirror: Mirror;
  readonly #health: EngineHealth;
  #session: LinkSession | undefined;
  /** What the server knows; null when it needs a snapshot. */
  #known: number | null = null;
  #timer: NodeJS.Timeout | undefined;
  #scheduled = false;
  #lastSent = 0;

  constructor(mirror: Mirror, health: EngineHealth) {
    this.#mirror = mirror;
    this.#health = health;
    mirror.on('change', () => this.#soon());
    mirror.on('ready', () => this.flush());
    health.on('change', () => this.#tellStatus());
  }

  /** Begins with a server that knows the mirror as far as `position`. */
  attach(session: LinkSession, position: MirrorPosition | null): void {
    this.#session = session;
    this.#known = position?.epoch === this.#mirror.epoch ? position.revision : null;
    this.#tellStatus();
    this.flush();
  }

  detach(): void {
    this.#session = undefined;
    clearTimeout(this.#timer);
    this.#scheduled = false;
  }

  /** The server lost its place. */
  resend(): void {
    this.#known = null;
    this.flush();
  }

  /** Tells everything that is not told yet, now. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#scheduled = false;
    // A part of the first list must not pass for the whole: what the server knew from before stays until then.
    if (this.#session === undefined || !this.#mirror.ready) return;
    if (this.#known === this.#mirror.revision) return;
    const delta = this.#known === null ? null : this.#mirror.since(this.#known);
    if (delta === null) this.#session.tell('mirror:snapshot', this.#mirror.snapshot());
    else this.#session.tell('mirror:delta', delta);
    this.#known = this.#mirror.revision;
    this.#lastSent = performance.now();
  }

  #soon(): void {
    if (this.#scheduled || this.#session === undefined) return;
    const quiet = performance.now() - this.#lastSent;
    if (quiet >= COALESCE_MS) this.flush();
    else {
      this.#scheduled = true;
      this.#timer = setTimeout(() => this.flush(), COALESCE_MS - quiet);
    }
  }

  #tellStatus(): void {
    const status = this.#health.status;
    if (status !== undefined) this.#session?.tell('engine:status', { status, drift: this.#health.drift });
  }
}
