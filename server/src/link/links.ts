import { Injectable } from '@nestjs/common';
import { EventEmitter } from 'node:events';
import { HostOfflineError } from '@longshore/contract/errors';
import type { Link } from './link.ts';

/** The agents that are linked right now, at most one for each host. */
@Injectable()
export class Links extends EventEmitter<{ linked: [Link]; unlinked: [Link] }> {
  readonly #links = new Map<string, Link>();

  constructor() {
    super();
    this.setMaxListeners(0);
  }

  get(hostId: string): Link | undefined {
    return this.#links.get(hostId);
  }

  has(hostId: string): boolean {
    return this.#links.has(hostId);
  }

  /** @throws HostOfflineError */
  require(host: { readonly id: string; readonly name: string }): Link {
    const link = this.#links.get(host.id);
    if (link === undefined) throw new HostOfflineError(host.name);
    return link;
  }

  all(): Iterable<Link> {
    return this.#links.values();
  }

  /** Makes it the link of its host until it closes. The former one must be gone. */
  add(link: Link): void {
    if (this.#links.has(link.hostId)) throw new Error(`Host ${link.hostId} is linked already.`);
    this.#links.set(link.hostId, link);
    link.once('closed', () => {
      this.#links.delete(link.hostId);
      this.emit('unlinked', link);
    });
    this.emit('linked', link);
  }
}
