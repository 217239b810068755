import { actions, type ActionName, type ActionResult } from '@longshore/contract/registry';
import type { Problem } from '@longshore/contract/errors';
import type { Operation } from '@longshore/contract/operations';

/** An answer as it came. */
export interface Answer<T = unknown> {
  status: number;
  headers: Headers;
  body: T;
}

/** A request that the server refused, with its problem document. */
export class ProblemError extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(`${status} ${problem.code}: ${problem.detail}`);
  }
}

export type Parameters = Record<string, string>;

/** A typed client of the REST API, by the registry: what a program of a user would hold. */
export class RestClient {
  constructor(
    readonly url: string,
    readonly token?: string,
  ) {}

  get headers(): Record<string, string> {
    return this.token === undefined ? {} : { authorization: `Bearer ${this.token}` };
  }

  /** Any request below /api/v1; never throws for a status. */
  async request<T = unknown>(
    method: string,
    path: string,
    options: { body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answer<T>> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: { ...this.headers, ...(options.body === undefined ? {} : { 'content-type': 'application/json' }), ...options.headers },
      body: options.body === undefined ? null : typeof options.body === 'string' ? options.body : JSON.stringify(options.body),
    });
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json') ?? false;
    return { status: response.status, headers: response.headers, body: (json ? JSON.parse(text) : text) as T };
  }

  /** Calls an action; {name}s of its path from `parameters`, the rest as query or body. @throws ProblemError */
  async call<Name extends ActionName>(
    name: Name,
    parameters: Parameters = {},
    args: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ): Promise<ActionResult<Name>> {
    const row = actions[name];
    let path = row.path.replace(/\{(\w+)\}/g, (_all, key: string) => encodeURIComponent(parameters[key] ?? ''));
    const inQuery = row.method === 'GET' || row.method === 'DELETE';
    if (inQuery) path += queryString(args);
    const answer = await this.request(row.method, path, inQuery ? { headers } : { body: args, headers });
    if (answer.status >= 400) throw new ProblemError(answer.status, answer.body as Problem);
    return answer.body as ActionResult<Name>;
  }

  /** Runs an operation and waits for its end. @throws ProblemError when it was not taken; a failed operation is returned. */
  async run(name: ActionName, parameters: Parameters, args: Record<string, unknown> = {}, wait = 120): Promise<Operation> {
    const row = actions[name];
    const inQuery = row.method === 'DELETE';
    let path = row.path.replace(/\{(\w+)\}/g, (_all, key: string) => encodeURIComponent(parameters[key] ?? ''));
    path += queryString({ ...(inQuery ? args : {}), wait });
    const answer = await this.request(row.method, path, inQuery ? {} : { body: args });
    if (answer.status >= 400) throw new ProblemError(answer.status, answer.body as Problem);
    return answer.body as Operation;
  }
}

type QueryValue = string | number | boolean | undefined;

export function queryString(args: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(args) as [string, QueryValue | QueryValue[]][]) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) query.append(key, String(one));
  }
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}
