import { Injectable } from '@nestjs/common';
import { BadRequestError, NotFoundError, toErrorBody } from '@longshore/contract/errors';
import { LogOpen } from '@longshore/contract/logs';
import { actionRow, type ActionName } from '@longshore/contract/registry';
import { StreamRequest, type StreamOrder } from '@longshore/contract/streams/open';
import type { Principal } from '../access/principal.ts';
import { TargetService, type Target } from '../actions/target.ts';
import { validate } from '../actions/validation.ts';
import { AuditService } from '../audit/audit.service.ts';
import { AgentStreams } from './agent-streams.ts';
import type { RelayedStream } from './relayed-stream.ts';
import { StreamGrants } from './stream-grants.ts';

/** A stream that may be opened: checked, allowed, and in the words of the agent. */
export interface StreamPlan {
  readonly action: ActionName;
  readonly targets: readonly [Target, ...Target[]];
  readonly order: StreamOrder;
}

/** Logs of several containers of a host come merged in one stream; everything else is of one container. */
const SEVERAL: ReadonlySet<string> = new Set(['container.logs']);

/** The one way a stream comes to be, whoever its far end is. */
@Injectable()
export class StreamOpener {
  constructor(
    private readonly targets: TargetService,
    private readonly agents: AgentStreams,
    private readonly grants: StreamGrants,
    private readonly audit: AuditService,
  ) {}

  /** What a browser asks for, checked. @throws CodedError with the reason why not; of an audited action a record is kept */
  async admit(principal: Principal, address: string, asked: unknown): Promise<StreamPlan> {
    const request = validate(StreamRequest, asked);
    try {
      return this.#plan(principal, request);
    } catch (error) {
      const { action, host, containers } = request;
      if (actionRow(action)?.audited === true) {
        await this.audit.record({ action, principal, address, host, target: containers.join(', '), outcome: toErrorBody(error).code });
      }
      throw error;
    }
  }

  /**
   * Carries a stream to the agent, and keeps watch over the right to it. Rejects when there is no way to the agent; what the agent
   * says comes on the stream. The right is looked at once more: a log may be gone on with long after it was allowed.
   */
  async open(principal: Principal, address: string, plan: StreamPlan, stream: RelayedStream): Promise<void> {
    const { action, targets, order } = plan;
    let forget = (): void => undefined;
    try {
      forget = this.grants.add({ action, principal, targets, end: (error) => stream.reset(error) });
      stream.closed = forget;
      const end = await this.agents.endOf(targets[0].host);
      await this.#record(principal, address, plan, 'ok');
      stream.connect(end, order);
    } catch (error) {
      forget();
      await this.#record(principal, address, plan, toErrorBody(error).code);
      throw error;
    }
  }

  #plan(principal: Principal, { action, host, containers, args }: StreamRequest): StreamPlan {
    const row = actionRow(action);
    if (row?.kind !== 'stream' || row.target !== 'container') throw new NotFoundError(`There is no stream ${action}.`);
    if (containers.length > 1 && !SEVERAL.has(action)) throw new BadRequestError(`${action} takes one container.`);
    const name = action as ActionName;
    const checked = validate(action === 'container.logs' ? LogOpen : row.args, args ?? {});
    const [first, ...others] = containers.map((container) => this.targets.resolve(principal, name, { host, container }));
    if (first === undefined) throw new BadRequestError('No container is named.');
    return planOf(name, [first, ...others], checked);
  }

  async #record(principal: Principal, address: string, { action, targets }: StreamPlan, outcome: string): Promise<void> {
    if (actionRow(action)?.audited !== true) return;
    const target = targets.map(({ container }) => container?.name).join(', ');
    await this.audit.record({ action, principal, address, host: targets[0].host.name, target, outcome });
  }
}

/** The order to the agent for an action on containers of one host. */
export function planOf(action: ActionName, targets: readonly [Target, ...Target[]], args: unknown): StreamPlan {
  const containers = targets.flatMap(({ container }) => container?.id ?? []);
  return { action, targets, order: { action, containers, args, interactive: actionRow(action)?.interactive ?? false } };
}
