import { setTimeout as delay } from 'node:timers/promises';
import { ConflictError } from '@longshore/contract/errors';
import type { StatsSample } from '@longshore/contract/sockets/agent';
import type { ContainerStats } from '@longshore/contract/stats';
import pLimit from 'p-limit';
import type { EngineContainers } from './engine/containers.ts';
import type { LinkSession } from './link/session.ts';
import type { Log } from './log.ts';
import type { EngineHealth } from './mirror/engine-health.ts';
import type { Mirror } from './mirror/mirror.ts';
import { readingOf, usageBetween, type Reading } from './usage.ts';

/** All in milliseconds. Containers on somebody's screen are read this often … */
const WATCHED_MS = 2000;
/** … and all running ones once in this time, spread over it, but never faster than one per SPREAD_MS. */
const ALL_MS = 30_000;
const SPREAD_MS = 50;
/** Samples of unwatched containers travel together. */
const POST_MS = 1000;
/** Two readings that are to give the use of CPU lie so far apart. */
const APART_MS = 500;
const FRESH_MS = 60_000;
const CONCURRENCY = 2;

/** Reads what containers use: fast while somebody looks, slowly otherwise, not at all without a server. */
export class StatsSampler {
  readonly #containers: EngineContainers;
  readonly #mirror: Mirror;
  readonly #health: EngineHealth;
  readonly #log: Log;
  readonly #limit = pLimit(CONCURRENCY);
  readonly #last = new Map<string, Reading>();
  #watched = new Set<string>();
  #turn: string[] = [];
  #post: StatsSample[] = [];
  #reading = false;
  #session: LinkSession | undefined;
  readonly #timers: { watched?: NodeJS.Timeout; next?: NodeJS.Timeout; post?: NodeJS.Timeout } = {};

  constructor(containers: EngineContainers, mirror: Mirror, health: EngineHealth, log: Log) {
    this.#containers = containers;
    this.#mirror = mirror;
    this.#health = health;
    this.#log = log;
    mirror.on('change', (change) => {
      if (change.op === 'del') this.#last.delete(change.id);
    });
  }

  attach(session: LinkSession): void {
    this.detach();
    this.#session = session;
    this.#timers.watched = setInterval(() => void this.#readWatched(), WATCHED_MS);
    this.#schedule();
  }

  detach(): void {
    this.#session = undefined;
    clearInterval(this.#timers.watched);
    clearTimeout(this.#timers.next);
    clearTimeout(this.#timers.post);
    this.#watched = new Set();
    this.#post = [];
  }

  /** Whose samples come fast from now on; replaces the former ones. */
  watch(ids: readonly string[]): void {
    this.#watched = new Set(ids);
    void this.#readWatched();
  }

  /** What a container uses now. @throws ConflictError when it does not run */
  async now(id: string, signal: AbortSignal): Promise<ContainerStats> {
    const known = this.#last.get(id);
    let before = known !== undefined && Date.now() - known.at < FRESH_MS ? known : undefined;
    let now = await this.#read(id, signal);
    if (now !== null && (before === undefined || now.at - before.at < APART_MS)) {
      before = now;
      await delay(APART_MS, undefined, { signal });
      now = await this.#read(id, signal);
    }
    if (now === null) throw new ConflictError('The container is not running.', { hint: 'Start it first.' });
    return usageBetween(before, now);
  }

  async #read(id: string, signal?: AbortSignal): Promise<Reading | null> {
    const reading = readingOf(await this.#containers.stats(id, signal));
    if (reading === null) this.#last.delete(id);
    else this.#last.set(id, reading);
    return reading;
  }

  async #sample(id: string): Promise<StatsSample[]> {
    if (!this.#runs(id)) return [];
    const before = this.#last.get(id);
    try {
      const now = await this.#limit(() => this.#read(id));
      return now === null ? [] : [{ id, stats: usageBetween(before, now) }];
    } catch (error) {
      // It may have ended between; the next time tells.
      this.#log.debug({ err: error, container: id }, 'a container could not be sampled');
      return [];
    }
  }

  /** One round; the next is left out while it lasts. */
  async #readWatched(): Promise<void> {
    if (this.#reading || this.#watched.size === 0 || !this.#health.ok) return;
    this.#reading = true;
    const samples = (await Promise.all([...this.#watched].map((id) => this.#sample(id)))).flat();
    this.#reading = false;
    if (samples.length > 0) this.#session?.tell('stats:samples', { samples });
  }

  /** One unwatched container after the other. */
  #schedule(): void {
    const session = this.#session;
    const running = [...this.#mirror.rows].filter((row) => row.state === 'running').length;
    const wait = Math.max(SPREAD_MS, ALL_MS / Math.max(1, running));
    this.#timers.next = setTimeout(() => {
      void this.#readNext().then(() => {
        if (this.#session === session && session !== undefined) this.#schedule();
      });
    }, wait);
  }

  async #readNext(): Promise<void> {
    if (!this.#health.ok) return;
    if (this.#turn.length === 0) this.#turn = [...this.#mirror.rows].map((row) => row.id);
    let id = this.#turn.pop();
    while (id !== undefined && (!this.#runs(id) || this.#watched.has(id))) id = this.#turn.pop();
    if (id === undefined) return;
    const samples = await this.#sample(id);
    if (samples.length === 0 || this.#session === undefined) return;
    if (this.#post.length === 0) this.#timers.post = setTimeout(() => this.#send(), POST_MS);
    this.#post.push(...samples);
  }

  #send(): void {
    this.#session?.tell('stats:samples', { samples: this.#post });
    this.#post = [];
  }

  #runs(id: string): boolean {
    const state = this.#mirror.row(id)?.state;
    return state === 'running' || state === 'paused';
  }
}
