import type { LiveStats } from '@longshore/contract/sockets/browser';
import type { ContainerStats } from '@longshore/contract/stats';
import { type MaybeRefOrGetter, onScopeDispose, shallowRef, toValue, triggerRef, watch } from 'vue';
import { type ContainerEntry, containerKey } from './fleet-entry.ts';
import type { Fleet } from './fleet.ts';
import { FrameTask } from './frame.ts';
import type { Live } from './live.ts';
import { provided } from './provided.ts';
import { type StatsPoint, statsPoint } from './stats-point.ts';

/** Samples kept of a container for its sparkline. */
export const HISTORY = 30;
/** Containers of which a history is kept: those on the screen, and those that were lately. */
const MAX_HISTORIES = 500;
/** The most that may be looked at, see StatsLook in the contract. */
const MAX_LOOK = 2000;
/** While somebody scrolls, what is on the screen changes with every frame: the server is told when it has settled. Milliseconds. */
const SETTLE_MS = 200;

/** A clock set back so far is believed; less is a sample that was told before. Milliseconds. */
const CLOCK_STEP_MS = 120_000;

/** Its processes use something, and we hear of it. */
const isUsing = (entry: ContainerEntry | undefined): boolean =>
  entry !== undefined && !entry.stale && (entry.row.state === 'running' || entry.row.state === 'paused');

/**
 * What containers use: the newest sample of each, and a short history of those that are looked at. What is read in a template or
 * computed value is followed, once per animation frame.
 */
export class Stats {
  readonly #live: Live;
  readonly #latest = shallowRef(new Map<string, StatsPoint>());
  readonly #histories = new Map<string, readonly StatsPoint[]>();
  readonly #looks = new Map<symbol, readonly string[]>();
  readonly #listeners = new Set<(keys: ReadonlySet<string>) => void>();
  #looked: ReadonlySet<string> = new Set();
  #settling: ReturnType<typeof setTimeout> | undefined;
  readonly #bump = new FrameTask(() => triggerRef(this.#latest));

  constructor(live: Live, fleet: Fleet) {
    this.#live = live;
    live.socket.on('stats:samples', (samples) => this.#take(samples));
    live.onUp(() => this.#tell());
    fleet.subscribe((keys) => {
      for (const key of keys) if (!isUsing(fleet.containers.get(key))) this.#forget(key);
    });
    // Nobody looks at a tab in the background: agents may rest.
    document.addEventListener('visibilitychange', () => this.#settle());
  }

  /** By `host/id`; undefined while nothing is known, or it does not run. */
  latest(key: string): StatsPoint | undefined {
    return this.#latest.value.get(key);
  }

  sample(key: string): ContainerStats | undefined {
    return this.latest(key)?.stats;
  }

  /** Up to 30 samples, oldest first. Another array each time it grows. */
  history(key: string): readonly StatsPoint[] {
    // Both change together.
    return this.#latest.value.has(key) ? (this.#histories.get(key) ?? []) : [];
  }

  /** Calls back with the keys of new samples. Returns a function that stops it. */
  subscribe(listener: (keys: ReadonlySet<string>) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Says which containers `who` has on the screen: these are sampled fast. None when it has gone. */
  look(who: symbol, keys: readonly string[]): void {
    if (keys.length === 0) this.#looks.delete(who);
    else this.#looks.set(who, keys);
    this.#settle();
  }

  #settle(): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      const keys = document.hidden ? [] : [...new Set([...this.#looks.values()].flat())].slice(0, MAX_LOOK);
      if (keys.length === this.#looked.size && keys.every((key) => this.#looked.has(key))) return;
      this.#looked = new Set(keys);
      this.#tell();
    }, SETTLE_MS);
  }

  #tell(): void {
    if (!this.#live.connected) return;
    // A refusal leaves cells empty, which says as much as could be said.
    this.#live.socket.emit('stats:look', { targets: [...this.#looked] }, () => undefined);
  }

  #take(samples: readonly LiveStats[]): void {
    const keys = new Set<string>();
    for (const { host, id, stats } of samples) {
      const key = containerKey(host, id);
      // Whoever begins to look is told the last minutes, of which it may know some.
      const ahead = (this.sample(key)?.at ?? -Infinity) - stats.at;
      if (ahead >= 0 && ahead < CLOCK_STEP_MS) continue;
      const point = statsPoint(stats, this.sample(key));
      this.#latest.value.set(key, point);
      if (this.#looked.has(key)) this.#remember(key, point);
      keys.add(key);
    }
    this.#bump.ask();
    for (const listener of this.#listeners) listener(keys);
  }

  #remember(key: string, point: StatsPoint): void {
    const history = [...this.history(key).slice(1 - HISTORY), point];
    // To the end of the line: the one that was not looked at for longest is the first to go.
    this.#histories.delete(key);
    this.#histories.set(key, history);
    for (const oldest of this.#histories.keys()) {
      if (this.#histories.size <= MAX_HISTORIES) break;
      this.#histories.delete(oldest);
    }
  }

  #forget(key: string): void {
    this.#histories.delete(key);
    if (this.#latest.value.delete(key)) this.#bump.ask();
  }
}

const stats = provided<Stats>('stats');
export const statsKey = stats.key;
export const useStatsStore = stats.use;

/** The samples, fast for the containers a component shows (`host/id` each) while it shows them. */
export function useStats(visible: MaybeRefOrGetter<readonly string[]>): Stats {
  const store = useStatsStore();
  const who = Symbol('look');
  watch(() => toValue(visible), (keys) => store.look(who, keys), { immediate: true });
  onScopeDispose(() => store.look(who, []));
  return store;
}
