import { COMPOSE_PROJECT } from '@longshore/contract/compose-labels';
import type { ContainerRow } from '@longshore/contract/containers';
import type { Resource } from '@longshore/contract/decide';
import type { Host } from '@longshore/contract/hosts';
import type { QuerySubject } from '@longshore/contract/query';
import { naturally } from './natural-order.ts';

/** How a container is named within the fleet. */
export const containerKey = (host: string, id: string): string => `${host}/${id}`;

/** The two parts of a key; the second may hold slashes. */
export function splitKey(key: string): [host: string, rest: string] {
  const slash = key.indexOf('/');
  return [key.slice(0, slash), key.slice(slash + 1)];
}

/** Offline, or its engine does not answer: what is known of its containers was true at `lastSeenAt`. */
export const isStale = (host: Host): boolean => !host.online || host.engine?.state === 'unreachable';

/**
 * A container as lists and pages see it. It never changes: a change makes another one, so a component that shows it is drawn
 * again exactly when it must be, and Vue need not look inside (it leaves frozen objects alone).
 */
export class ContainerEntry implements QuerySubject {
  readonly key: string;
  /** What lists sort its name by. */
  readonly order: string;
  /** The compose project. */
  readonly stack: string | undefined;

  /** @param former the entry it takes the place of, whose strings are used again where they are the same */
  constructor(
    readonly host: Host,
    readonly row: ContainerRow,
    former?: ContainerEntry,
  ) {
    this.key = former?.key ?? containerKey(host.id, row.id);
    this.order = former?.row.name === row.name ? former.order : naturally(row.name);
    this.stack = row.labels[COMPOSE_PROJECT];
    Object.freeze(this);
  }

  get id(): string {
    return this.row.id;
  }

  get name(): string {
    return this.row.name;
  }

  get hostName(): string {
    return this.host.name;
  }

  get hostTags(): readonly string[] {
    return this.host.tags;
  }

  get hostGroup(): string {
    return this.host.group;
  }

  get stale(): boolean {
    return isStale(this.host);
  }

  /** ISO time up to which this is known to be true, when `stale`. */
  get asOf(): string {
    return this.host.lastSeenAt;
  }

  /** For `session.can('container.stop', entry.resource)`. */
  get resource(): Resource {
    return { host: this.host, labels: this.row.labels, stack: this.stack };
  }
}
