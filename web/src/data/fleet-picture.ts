import type { ContainerRow } from '@longshore/contract/containers';
import type { Host } from '@longshore/contract/hosts';
import type { FleetChange } from '@longshore/contract/sockets/browser';
import { ContainerEntry, containerKey } from './fleet-entry.ts';
import { Tallies, Tally } from './tally.ts';

/** Whether containers look different for it: their host's name, tags and group are searched, and its silence greys them. */
const looksDifferent = (a: Host, b: Host): boolean =>
  a.name !== b.name ||
  a.group !== b.group ||
  a.online !== b.online ||
  a.engine?.state !== b.engine?.state ||
  a.tags.join('\n') !== b.tags.join('\n');

/** One picture of the fleet, with its counts. */
export class FleetPicture {
  readonly hosts = new Map<string, Host>();
  readonly containers = new Map<string, ContainerEntry>();
  readonly total = new Tally();
  readonly byHost = new Tallies();
  /** By `host/project`: compose knows its projects host by host. */
  readonly byStack = new Tallies();

  setHost(host: Host): void {
    this.hosts.set(host.id, host);
  }

  /** @returns the key, or undefined when its host is not known: a row may be on its way while the host goes out of sight */
  put(hostId: string, row: ContainerRow): string | undefined {
    const host = this.hosts.get(hostId);
    if (host === undefined) return undefined;
    const former = this.containers.get(containerKey(hostId, row.id));
    const entry = new ContainerEntry(host, row, former);
    this.#uncount(former);
    this.containers.set(entry.key, entry);
    this.#count(entry);
    return entry.key;
  }

  /** @returns the keys of the containers that came, changed or went */
  apply(changes: readonly FleetChange[]): Set<string> {
    const keys = new Set<string>();
    const hosts = new Set<string>();
    for (const change of changes) {
      switch (change.op) {
        case 'host': {
          const former = this.hosts.get(change.host.id);
          this.setHost(change.host);
          if (former !== undefined && looksDifferent(former, change.host)) hosts.add(change.host.id);
          break;
        }
        case 'host-gone':
          this.hosts.delete(change.host);
          for (const entry of this.#of(new Set([change.host]))) this.#del(entry.key, keys);
          break;
        case 'put': {
          const key = this.put(change.host, change.row);
          if (key !== undefined) keys.add(key);
          break;
        }
        case 'del':
          this.#del(containerKey(change.host, change.id), keys);
          break;
      }
    }
    // One walk for all hosts: when a server returns, they all change at once.
    if (hosts.size > 0) for (const entry of this.#of(hosts)) this.#renew(entry, keys);
    return keys;
  }

  #of(hosts: ReadonlySet<string>): ContainerEntry[] {
    return [...this.containers.values()].filter((entry) => hosts.has(entry.host.id));
  }

  #renew(entry: ContainerEntry, keys: Set<string>): void {
    this.put(entry.host.id, entry.row);
    keys.add(entry.key);
  }

  #del(key: string, keys: Set<string>): void {
    const entry = this.containers.get(key);
    if (entry === undefined) return;
    this.#uncount(entry);
    this.containers.delete(key);
    keys.add(key);
  }

  #count({ host, row, stack }: ContainerEntry): void {
    this.total.add(row);
    this.byHost.add(host.id, row);
    if (stack !== undefined) this.byStack.add(containerKey(host.id, stack), row);
  }

  #uncount(entry: ContainerEntry | undefined): void {
    if (entry === undefined) return;
    const { host, row, stack } = entry;
    this.total.remove(row);
    this.byHost.remove(host.id, row);
    if (stack !== undefined) this.byStack.remove(containerKey(host.id, stack), row);
  }
}
