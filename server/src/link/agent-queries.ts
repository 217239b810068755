import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { CodedError } from '@longshore/contract/errors';
import { actionRow } from '@longshore/contract/registry';
import type { FoundHost } from '../actions/resource-resolver.ts';
import { Links } from './links.ts';

export interface AgentQuery {
  action: string;
  /** Full ids. */
  containers: string[];
  args: unknown;
}

/** Questions to agents. Each has a deadline of its own, that the agent's signs of progress put off. */
@Injectable()
export class AgentQueries {
  readonly #prolong = new Map<string, () => void>();

  constructor(private readonly links: Links) {}

  /**
   * The answer, in the form that the row of the action promises.
   * @throws HostOfflineError, LinkLostError, TimeoutError, or what the agent says is wrong
   */
  async ask(host: FoundHost, query: AgentQuery, signal?: AbortSignal): Promise<unknown> {
    const row = actionRow(query.action);
    if (row?.kind !== 'query') throw new Error(`${query.action} is no question to agents.`);
    const link = this.links.require(host);
    const id = randomUUID();
    try {
      const said = await link.request('query:run', { id, ...query }, row.timeoutSeconds * 1000, {
        signal,
        prolong: (again) => void this.#prolong.set(id, again),
      });
      const answer = row.result.safeParse(said);
      if (!answer.success) throw new CodedError('internal', `The agent of host ${host.name} answered ${query.action} in an unknown form.`);
      return answer.data;
    } catch (error) {
      if (error instanceof CodedError && (error.code === 'timeout' || error.code === 'cancelled')) link.send('query:cancel', { id });
      throw error;
    } finally {
      this.#prolong.delete(id);
    }
  }

  /** The agent still works on it. */
  prolong(id: string): void {
    this.#prolong.get(id)?.();
  }
}
