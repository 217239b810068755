import type { z } from 'zod';

/**
 * How an action is carried out:
 * - `operation`: a mutation on an agent's engine, run at most once, answered 202 with the operation;
 * - `query`: a question to an agent, answered when the agent answers;
 * - `stream`: a byte stream from an agent;
 * - `server`: done by the server itself, on its own data.
 */
export type ActionKind = 'operation' | 'query' | 'stream' | 'server';

/** Who may call: anybody, anybody signed in (for what is their own), or whoever the action is granted to. */
export type ActionAccess = 'public' | 'signed-in' | 'granted';

export type ActionMethod = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** What an action is done to; it decides which resource the permission is checked against. */
export type ActionTarget = 'none' | 'host' | 'container';

export interface ActionRow<Args extends z.ZodType = z.ZodType, Result extends z.ZodType = z.ZodType, Kind extends ActionKind = ActionKind> {
  readonly kind: Kind;
  readonly access: ActionAccess;
  readonly method: ActionMethod;
  /** Below /api/v1, with `{name}` for path parameters. */
  readonly path: string;
  readonly target: ActionTarget;
  /** Everything but the path parameters: the query string of GET and DELETE, the JSON body of the others. */
  readonly args: Args;
  readonly result: Result;
  readonly summary: string;
  /** Longer text for the API description, in Markdown. */
  readonly description?: string;
  /**
   * Granted anywhere is enough to call it, because its handler leaves out or refuses, object by object, what the caller may not
   * see. Without it a row with target `none` must be granted on everything.
   */
  readonly filtered: boolean;
  /** Changes something: needs the Origin of the server when called with a cookie. */
  readonly mutates: boolean;
  /** A record of it is kept, whatever its outcome. */
  readonly audited: boolean;
  /** Seconds an operation may run, or an agent may keep a query waiting without a sign of progress. */
  readonly timeoutSeconds: number;
  /** The engine can be told to give up half-way. */
  readonly cancellable: boolean;
  /** What the user loses by it; the UI asks first. */
  readonly dangerous: boolean;
  /** A stream on which a person waits for single bytes: never queued behind bulk. */
  readonly interactive: boolean;
}

type Given<Args extends z.ZodType, Result extends z.ZodType> = Pick<
  ActionRow<Args, Result>,
  'method' | 'path' | 'target' | 'args' | 'result' | 'summary'
> &
  Partial<Omit<ActionRow<Args, Result>, 'kind'>>;

const defaults = {
  access: 'granted',
  filtered: false,
  audited: false,
  timeoutSeconds: 30,
  cancellable: false,
  dangerous: false,
  interactive: false,
} as const;

/** A mutation on an engine. */
export function operation<Args extends z.ZodType, Result extends z.ZodType>(
  row: Given<Args, Result>,
): ActionRow<Args, Result, 'operation'> {
  return { ...defaults, kind: 'operation', mutates: true, audited: true, ...row };
}

/** A question to an agent. */
export function query<Args extends z.ZodType, Result extends z.ZodType>(row: Given<Args, Result>): ActionRow<Args, Result, 'query'> {
  return { ...defaults, kind: 'query', mutates: row.method !== 'GET', ...row };
}

/** A byte stream from an agent. */
export function stream<Args extends z.ZodType, Result extends z.ZodType>(row: Given<Args, Result>): ActionRow<Args, Result, 'stream'> {
  return { ...defaults, kind: 'stream', mutates: false, ...row };
}

/** Something the server does itself. Changes are audited unless the row says otherwise. */
export function local<Args extends z.ZodType, Result extends z.ZodType>(row: Given<Args, Result>): ActionRow<Args, Result, 'server'> {
  const mutates = row.method !== 'GET';
  return { ...defaults, kind: 'server', mutates, audited: mutates, ...row };
}
