import { Injectable } from '@nestjs/common';
import type { Resource } from '@longshore/contract/access';
import { AmbiguousError, NotFoundError } from '@longshore/contract/errors';
import type { ActionName } from '@longshore/contract/registry';
import { AccessService } from '../access/access.service.ts';
import type { Principal } from '../access/principal.ts';
import { ResourceResolver, type FoundContainer, type FoundHost } from './resource-resolver.ts';

/** What an action is done to. */
export interface Target {
  readonly host: FoundHost;
  /** Present when the row's target is a container. */
  readonly container?: FoundContainer;
  readonly resource: Resource;
}

/** How a path, a stream request or a `target` argument names them: a host by id or name, a container by id, unique id prefix or name. */
export interface TargetRef {
  readonly host: string;
  readonly container?: string | undefined;
}

const MAX_CANDIDATES = 20;

/** The ways to mean a container, best first: what matches a better one hides what matches a lesser one. */
const meanings: readonly ((container: FoundContainer, ref: string) => boolean)[] = [
  (container, ref) => container.id === ref,
  (container, ref) => container.name === ref,
  (container, ref) => /^[0-9a-f]+$/.test(ref) && container.id.startsWith(ref),
];

/** Finds what somebody means among what they may see: for the rest the answer is that of something that does not exist. */
@Injectable()
export class TargetService {
  constructor(
    private readonly resolver: ResourceResolver,
    private readonly access: AccessService,
  ) {}

  /**
   * The target, and the permission on it.
   * @throws NotFoundError for what is not there or not visible (HostOfflineError while that cannot be known), AmbiguousError, ForbiddenError
   *   naming the missing permission
   */
  resolve(principal: Principal, action: ActionName, ref: TargetRef): Target {
    const target = this.#find(principal, ref);
    this.access.require(principal, action, target.resource);
    return target;
  }

  #find(principal: Principal, ref: TargetRef): Target {
    const host = this.#host(principal, ref.host);
    if (ref.container === undefined) return { host, resource: { host } };
    const container = this.#container(principal, host, ref.container);
    return { host, container, resource: resourceOf(host, container) };
  }

  #host(principal: Principal, ref: string): FoundHost {
    const hosts = [...this.resolver.hosts()];
    const host = hosts.find(({ id }) => id === ref) ?? hosts.find(({ name }) => name.toLowerCase() === ref.toLowerCase());
    if (host === undefined || !this.#seesHost(principal, host)) throw new NotFoundError(`There is no host ${ref}.`);
    return host;
  }

  /** Whoever sees a container of a host knows that the host is there. */
  #seesHost(principal: Principal, host: FoundHost): boolean {
    if (this.access.may(principal, 'host.get', { host })) return true;
    for (const container of this.resolver.containersOf(host.id)) if (this.#sees(principal, host, container)) return true;
    return false;
  }

  #sees(principal: Principal, host: FoundHost, container: FoundContainer): boolean {
    return this.access.may(principal, 'container.list', resourceOf(host, container));
  }

  #container(principal: Principal, host: FoundHost, ref: string): FoundContainer {
    const containers = [...this.resolver.containersOf(host.id)];
    for (const means of meanings) {
      const [first, ...others] = containers.filter((container) => means(container, ref) && this.#sees(principal, host, container));
      if (first === undefined) continue;
      if (others.length === 0) return first;
      const candidates = [first, ...others].slice(0, MAX_CANDIDATES).map(({ id, name }) => `${id.slice(0, 12)} ${name}`);
      throw new AmbiguousError(`${ref} means ${others.length + 1} containers on host ${host.name}.`, candidates);
    }
    throw host.doubt ?? new NotFoundError(`There is no container ${ref} on host ${host.name}.`);
  }
}

/** A container as a resource of permissions. */
export const resourceOf = (host: FoundHost, container: FoundContainer): Resource => ({
  host,
  labels: container.labels,
  stack: container.stack,
});
