import type { IncomingMessage } from 'node:http';
import type { ActionRow } from '@longshore/contract/action';
import type { ActionName } from '@longshore/contract/registry';
import type { Principal } from '../access/principal.ts';
import type { Target } from './target.ts';

/** What the audit cannot know by itself; handlers may fill it in. */
export interface AuditNote {
  /** Who tried, when nobody is signed in yet. */
  user?: string;
  /** What it was done to, in words a reader of the audit knows. */
  target?: string;
}

/** One call of an action that was let in: everything is checked and typed by its row. */
export interface ActionCall {
  readonly name: ActionName;
  readonly row: ActionRow;
  /** Null only for public actions. */
  readonly principal: Principal | null;
  /** Path parameters, decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** The host and container that the path names; null when it names none. */
  readonly target: Target | null;
  /** As the row's schema gives them. */
  readonly args: unknown;
  /** Operations only: seconds to wait for the end before answering. */
  readonly wait: number | undefined;
  /** Address of the peer. */
  readonly address: string;
  readonly note: AuditNote;
}

const calls = new WeakMap<IncomingMessage, ActionCall>();

export const rememberCall = (request: IncomingMessage, call: ActionCall): void => void calls.set(request, call);

/** The call that a request was let in as. @throws Error when it was not: a handler outside the registry asked for it. */
export function callOf(request: IncomingMessage): ActionCall {
  const call = calls.get(request);
  if (call === undefined) throw new Error(`${request.method ?? ''} ${request.url ?? ''} was not let in as an action.`);
  return call;
}
