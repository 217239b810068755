import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { fromAgent } from '@longshore/contract/sockets/agent';
import { EventIntake } from '../events/event-intake.ts';
import { Fleet } from '../fleet/fleet.ts';
import { OperationReports } from '../operations/operation-reports.ts';
import { StatsService } from '../stats/stats.service.ts';
import { AgentQueries } from './agent-queries.ts';
import type { Link } from './link.ts';
import { LinkRefusedError } from './link-refused.ts';
import { storable } from './storable.ts';

export type AgentMessage = keyof typeof fromAgent;

type Handlers = { readonly [Name in AgentMessage]: (link: Link, message: z.infer<(typeof fromAgent)[Name]>) => void | Promise<void> };

export const agentMessages = Object.keys(fromAgent) as AgentMessage[];

/** Where each message of an agent goes. A handler that answers with a promise has done its work when that is fulfilled. */
@Injectable()
export class AgentMessages {
  readonly #handlers: Handlers;

  constructor(fleet: Fleet, operations: OperationReports, events: EventIntake, stats: StatsService, queries: AgentQueries) {
    this.#handlers = {
      'mirror:snapshot': ({ hostId }, snapshot) => fleet.replace(hostId, snapshot),
      'mirror:delta': (link, delta) => {
        if (!fleet.apply(link.hostId, delta)) link.send('mirror:resend', {});
      },
      'engine:status': ({ hostId }, { status, drift }) => fleet.setEngine(hostId, storable(status), drift),
      'engine:events': ({ hostId }, batch) => events.take(hostId, batch),
      'stats:samples': ({ hostId }, { samples }) => stats.take(hostId, samples),
      'operation:progress': ({ hostId }, { id, progress }) => operations.progress(hostId, id, progress),
      'operation:outcome': ({ hostId }, outcome) => operations.outcome(hostId, outcome),
      'operation:facts': (link, { facts }) => operations.facts(link, facts),
      'query:progress': (_, { id }) => queries.prolong(id),
    };
  }

  /** Checks a message and hands it on. @throws LinkRefusedError for what is not in the form of the protocol */
  async take(name: AgentMessage, link: Link, said: unknown): Promise<void> {
    const message = fromAgent[name].safeParse(said);
    if (!message.success) {
      const [issue] = message.error.issues;
      const where = issue === undefined ? '' : `: ${issue.path.join('.')} ${issue.message}`;
      throw new LinkRefusedError(`The agent sent ${name} in an unknown form${where}.`, 'Upgrade the agent.');
    }
    await this.#handlers[name](link, message.data as never);
  }
}
