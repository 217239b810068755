import { Injectable } from '@nestjs/common';
import type { IncomingHttpHeaders } from 'node:http';
import type { ActionRow } from '@longshore/contract/action';
import { AmbiguousError, BadRequestError, ForbiddenError, InvalidError, NotFoundError, toErrorBody } from '@longshore/contract/errors';
import { wholeNumber } from '@longshore/contract/page';
import { actions, type ActionName } from '@longshore/contract/registry';
import { AccessService } from '../access/access.service.ts';
import type { Principal } from '../access/principal.ts';
import { AuditService } from '../audit/audit.service.ts';
import { Config } from '../config/config.ts';
import { PrincipalService } from '../identity/principal.service.ts';
import type { ActionCall } from './action-call.ts';
import { argsInQuery } from './action-route.ts';
import { judgeOrigin } from './origin.ts';
import { checkParameters } from './path-parameters.ts';
import { RepeatedCalls } from './repeated-calls.ts';
import { TargetService, type Target } from './target.ts';
import { validate } from './validation.ts';

/** A request for an action, by HTTP or by the upgrade of a WebSocket, with nothing checked yet. */
export interface ActionRequest {
  readonly name: ActionName;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | string[]>>;
  /** The parsed JSON body; undefined when there is none. */
  readonly body: unknown;
  readonly headers: IncomingHttpHeaders;
  readonly address: string;
  /** It opens a WebSocket: the origin is looked at although it is a GET. */
  readonly upgrade: boolean;
}

const Wait = wholeNumber(0, 300);

/**
 * The one way in: who calls, from where, may they, and are the arguments right, in this order, so that nobody learns more
 * than they may. Whatever the outcome, a refusal of an audited action by somebody known is recorded here.
 */
@Injectable()
export class ActionGate {
  constructor(
    private readonly config: Config,
    private readonly principals: PrincipalService,
    private readonly access: AccessService,
    private readonly targets: TargetService,
    private readonly audit: AuditService,
    private readonly repeats: RepeatedCalls,
  ) {}

  /** @throws CodedError with the reason */
  async admit(request: ActionRequest): Promise<ActionCall> {
    const row: ActionRow = actions[request.name];
    const principal = await this.#principal(row, request);
    checkParameters(row, request.params);
    try {
      const target = await this.#allow(row, principal, request);
      const { args, wait } = readArgs(row, request);
      return { name: request.name, row, principal, params: request.params, target, args, wait, address: request.address, note: {} };
    } catch (error) {
      if (row.audited && principal !== null) {
        const { host, container } = request.params;
        await this.audit.record({
          action: request.name,
          principal,
          address: request.address,
          host,
          target: container,
          outcome: toErrorBody(error).code,
        });
      }
      throw error;
    }
  }

  async #principal(row: ActionRow, { headers, upgrade }: ActionRequest): Promise<Principal | null> {
    const ownPageOnly = upgrade || row.method !== 'GET';
    if (row.access !== 'public') return this.principals.authenticate(headers, { ownPageOnly });
    if (ownPageOnly && judgeOrigin(headers, this.config.publicUrl) === 'foreign') throw new ForbiddenError('Another site asked for this.');
    return null;
  }

  async #allow(row: ActionRow, principal: Principal | null, request: ActionRequest): Promise<Target | null> {
    const { name } = request;
    if (row.access !== 'granted' || principal === null) return null;
    if (row.target !== 'none') return this.#target(row, principal, request);
    if (row.filtered) this.access.requireSomewhere(principal, name);
    else this.access.require(principal, name);
    return null;
  }

  async #target(row: ActionRow, principal: Principal, { name, params, headers }: ActionRequest): Promise<Target> {
    try {
      return this.targets.resolve(principal, name, { host: params.host ?? '', container: params.container });
    } catch (error) {
      // A repeated request may find its target gone or renamed by the first one.
      const key = row.kind === 'operation' ? headers['idempotency-key'] : undefined;
      const isMissing = error instanceof NotFoundError || error instanceof AmbiguousError;
      const target = typeof key === 'string' && isMissing ? await this.repeats.targetOf(principal, key) : undefined;
      if (target === undefined) throw error;
      this.access.require(principal, name, target.resource);
      return target;
    }
  }
}

function readArgs(row: ActionRow, { query, body, headers }: ActionRequest): { args: unknown; wait: number | undefined } {
  const { wait: asked, ...rest } = query;
  const waits = row.kind === 'operation' && asked !== undefined;
  const wait = waits ? Wait.safeParse(asked) : undefined;
  if (wait?.success === false) throw new InvalidError([{ path: ['wait'], message: 'must be a whole number of seconds from 0 to 300' }]);
  const given = waits ? rest : query;
  if (argsInQuery(row)) {
    if (body !== undefined) throw new BadRequestError(`${row.method} takes its arguments in the query string, not in a body.`);
    return { args: validate(row.args, given), wait: wait?.data };
  }
  const strangers = Object.keys(given).map((key) => ({ path: [key], message: 'is not known here: arguments go into the JSON body' }));
  if (strangers.length > 0) throw new InvalidError(strangers);
  if (body === undefined && hasBody(headers)) throw new BadRequestError('The body must be JSON, with Content-Type: application/json.');
  return { args: validate(row.args, body ?? {}), wait: wait?.data };
}

const hasBody = (headers: IncomingHttpHeaders): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
