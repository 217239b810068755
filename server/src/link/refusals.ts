import { Injectable, Logger } from '@nestjs/common';
import type { ErrorBody } from '@longshore/contract/errors';
import type { Refusal } from '@longshore/contract/hosts';
import { HostDirectory } from '../hosts/host-directory.ts';
import { storable } from './storable.ts';

const KEPT = 200;
/** Characters of the longest reason. */
const MAX_MESSAGE = 500;

/** What is known of an agent that is turned away. */
export interface RefusedAgent {
  address: string;
  hostname?: string | undefined;
  /** Public key, when it gave one: it need not be proven. */
  key?: string | undefined;
}

/** The agents that were turned away lately, and why: here for all, and on the page of the host if it is a known one. */
@Injectable()
export class Refusals {
  readonly #logger = new Logger('Link');
  readonly #recent: Refusal[] = [];

  constructor(private readonly hosts: HostDirectory) {}

  /** Newest first. */
  recent(): Refusal[] {
    return this.#recent.toReversed();
  }

  record(error: ErrorBody, agent: RefusedAgent): void {
    const host = agent.key === undefined ? undefined : this.hosts.byKey(agent.key);
    // What is wrong is told in words of the agent's: they may be no text that can be stored, and as long as it likes.
    const refusal: Refusal = {
      at: new Date().toISOString(),
      error: storable({ ...error, message: error.message.slice(0, MAX_MESSAGE) }),
      address: agent.address,
    };
    if (host !== undefined) refusal.host = host.id;
    // The name comes from somebody unknown.
    if (agent.hostname !== undefined) refusal.hostname = storable(agent.hostname);
    this.#recent.push(refusal);
    if (this.#recent.length > KEPT) this.#recent.shift();
    if (host !== undefined) this.hosts.observe(host, { refusal });
    const { address, hostname } = agent;
    this.#logger.warn({ host: host?.name, hostname, address, reason: refusal.error.message }, 'Turned away an agent');
  }
}
