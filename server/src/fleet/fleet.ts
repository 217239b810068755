import { Injectable } from '@nestjs/common';
import { EventEmitter } from 'node:events';
import { isDeepStrictEqual } from 'node:util';
import type { EngineStatus } from '@longshore/contract/hosts';
import type { MirrorDelta, MirrorSnapshot } from '@longshore/contract/mirror';
import { HostDirectory } from '../hosts/host-directory.ts';
import type { HostEntity } from '../hosts/host.entity.ts';
import { Links } from '../link/links.ts';
import { FleetHost } from './fleet-host.ts';
import type { RowChange } from './host-mirror.ts';
import { StringPool } from './string-pool.ts';

/** Something is different now: a host itself, its being there, or its containers. */
export type FleetUpdate =
  | { readonly kind: 'host'; readonly host: FleetHost }
  | { readonly kind: 'host-gone'; readonly host: FleetHost }
  | { readonly kind: 'rows'; readonly host: FleetHost; readonly changes: readonly RowChange[] };

/** Every host and container of the fleet, as last known, in memory. Each `update` is told in the order it happened. */
@Injectable()
export class Fleet extends EventEmitter<{ update: [FleetUpdate] }> {
  readonly #strings = new StringPool();
  readonly #hosts = new Map<string, FleetHost>();

  constructor(
    private readonly directory: HostDirectory,
    links: Links,
  ) {
    super();
    this.setMaxListeners(0);
    for (const record of directory.all()) this.#add(record);
    directory.on('added', (record) => this.#told(this.#add(record)));
    directory.on('changed', (record) => this.#told(this.#hosts.get(record.id)));
    directory.on('removed', ({ id }) => this.#remove(id));
    links.on('linked', ({ hostId }) => this.#setLinked(hostId, true));
    links.on('unlinked', ({ hostId }) => this.#setLinked(hostId, false));
  }

  hosts(): Iterable<FleetHost> {
    return this.#hosts.values();
  }

  host(id: string): FleetHost | undefined {
    return this.#hosts.get(id);
  }

  /** How many hosts, and how many containers they have together. */
  get size(): { hosts: number; rows: number } {
    let rows = 0;
    for (const host of this.#hosts.values()) rows += host.mirror.size;
    return { hosts: this.#hosts.size, rows };
  }

  /** Takes the whole mirror of a host. */
  replace(hostId: string, snapshot: MirrorSnapshot): void {
    const host = this.#hosts.get(hostId);
    if (host === undefined) return;
    host.lostPlace = false;
    host.noteRows();
    this.#tellRows(host, host.mirror.replace(snapshot));
  }

  /** Takes the next changes of a host. False: they do not fit, ask for a snapshot (once; later ones are ignored until it comes). */
  apply(hostId: string, delta: MirrorDelta): boolean {
    const host = this.#hosts.get(hostId);
    if (host === undefined || host.lostPlace) return true;
    const changes = host.mirror.apply(delta);
    if (changes === null) {
      host.lostPlace = true;
      return false;
    }
    host.noteRows();
    this.#tellRows(host, changes);
    return true;
  }

  /** Notes how the engine of a host answers. What it last said of itself is kept while it is silent. */
  setEngine(hostId: string, status: EngineStatus, drift: number): void {
    const host = this.#hosts.get(hostId);
    if (host === undefined) return;
    const { record } = host;
    host.noteStatus();
    const engine = status.state === 'ok' ? status : { ...status, info: status.info ?? record.engine?.info };
    if (record.drift !== drift || !isDeepStrictEqual(record.engine, engine)) this.directory.observe(record, { engine, drift });
  }

  #add(record: HostEntity): FleetHost {
    const host = new FleetHost(record, this.#strings);
    this.#hosts.set(record.id, host);
    return host;
  }

  #remove(id: string): void {
    const host = this.#hosts.get(id);
    this.#hosts.delete(id);
    if (host !== undefined) this.emit('update', { kind: 'host-gone', host });
  }

  #setLinked(id: string, linked: boolean): void {
    const host = this.#hosts.get(id);
    if (host === undefined) return;
    host.noteLinked(linked);
    this.directory.observe(host.record, { lastSeenAt: new Date() });
  }

  #told(host: FleetHost | undefined): void {
    if (host === undefined) return;
    host.noteStaleness();
    this.emit('update', { kind: 'host', host });
  }

  #tellRows(host: FleetHost, changes: readonly RowChange[]): void {
    if (changes.length > 0) this.emit('update', { kind: 'rows', host, changes });
  }
}
