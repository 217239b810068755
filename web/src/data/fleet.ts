import type { Host } from '@longshore/contract/hosts';
import type { FleetChange, FleetRows } from '@longshore/contract/sockets/browser';
import { shallowRef, triggerRef } from 'vue';
import { type ContainerEntry, containerKey } from './fleet-entry.ts';
import { FrameTask } from './frame.ts';
import { FleetPicture } from './fleet-picture.ts';
import { provided } from './provided.ts';

/** Hears the keys of containers that came, changed or went, at once and for every batch. */
export type FleetListener = (keys: ReadonlySet<string>) => void;
/** Hears of a host that came or changed. */
export type HostListener = (host: Host) => void;

/**
 * This tab's replica of the fleet: plain maps of frozen entries, since deep reactivity over 20,000 rows would cost more than
 * everything else on the page. What is read through `hosts`, `containers` and `picture` in a template or computed value is
 * followed, once per animation frame; whoever wants to know what changed, and at once, subscribes.
 */
export class Fleet {
  /** The first picture is complete. It stays so while a later picture is loaded behind the old one. */
  readonly ready = shallowRef(false);
  /** Rows of the picture that is being loaded; null when none is. */
  readonly loading = shallowRef<{ done: number; total: number } | null>(null);
  readonly #picture = shallowRef(new FleetPicture());
  /** What is loaded after a new connection, until it is complete. */
  #next: FleetPicture | undefined;
  readonly #listeners = new Set<FleetListener>();
  readonly #hostListeners = new Set<HostListener>();
  readonly #bump = new FrameTask(() => triggerRef(this.#picture));

  get hosts(): ReadonlyMap<string, Host> {
    return this.#picture.value.hosts;
  }

  /** By `host/id`. */
  get containers(): ReadonlyMap<string, ContainerEntry> {
    return this.#picture.value.containers;
  }

  /** Counts over all hosts, by host, and by stack. */
  get picture(): Pick<FleetPicture, 'total' | 'byHost' | 'byStack'> {
    return this.#picture.value;
  }

  /** By id or name. */
  host(idOrName: string): Host | undefined {
    const byId = this.hosts.get(idOrName);
    if (byId !== undefined) return byId;
    for (const host of this.hosts.values()) if (host.name === idOrName) return host;
    return undefined;
  }

  /** By host and container ids. */
  container(host: string, id: string): ContainerEntry | undefined {
    return this.containers.get(containerKey(host, id));
  }

  /** Calls back with what changed. Returns a function that stops it. */
  subscribe(listener: FleetListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  subscribeHosts(listener: HostListener): () => void {
    this.#hostListeners.add(listener);
    return () => void this.#hostListeners.delete(listener);
  }

  /** A new picture begins, of so many rows. The old one is shown until it is complete. */
  begin(hosts: readonly Host[], rows: number): void {
    this.loading.value = { done: 0, total: rows };
    this.#next = new FleetPicture();
    for (const host of hosts) this.#next.setHost(host);
  }

  /** The picture that was being loaded is not to be had. */
  abandon(): void {
    this.#next = undefined;
    this.loading.value = null;
  }

  /** Part of the new picture. */
  add(batches: readonly FleetRows[]): void {
    if (this.#next === undefined) return;
    for (const { host, rows } of batches) for (const row of rows) this.#next.put(host, row);
    const { done, total } = this.loading.value ?? { done: 0, total: 0 };
    this.loading.value = { done: done + batches.reduce((sum, { rows }) => sum + rows.length, 0), total };
  }

  /** The new picture is complete. */
  complete(): void {
    if (this.#next === undefined) return;
    const former = this.#picture.value;
    this.#picture.value = this.#next;
    this.abandon();
    this.ready.value = true;
    for (const host of this.hosts.values()) this.#tellHost(host);
    this.#tell(new Set([...former.containers.keys(), ...this.containers.keys()]));
  }

  /** Changes, in order. */
  apply(changes: readonly FleetChange[]): void {
    if (this.#next !== undefined) {
      this.#next.apply(changes);
      return;
    }
    const keys = this.#picture.value.apply(changes);
    for (const change of changes) if (change.op === 'host') this.#tellHost(change.host);
    this.#tell(keys);
  }

  /** Forgets everything: somebody else may sign in here. */
  clear(): void {
    const keys = new Set(this.containers.keys());
    this.#picture.value = new FleetPicture();
    this.abandon();
    this.ready.value = false;
    this.#tell(keys);
  }

  #tell(keys: ReadonlySet<string>): void {
    this.#bump.ask();
    if (keys.size > 0) for (const listener of this.#listeners) listener(keys);
  }

  #tellHost(host: Host): void {
    for (const listener of this.#hostListeners) listener(host);
  }
}

const fleet = provided<Fleet>('fleet');
export const fleetKey = fleet.key;
export const useFleet = fleet.use;
