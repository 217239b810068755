import { CodedError, toErrorBody, type Ack } from '@longshore/contract/errors';
import { fromServer } from '@longshore/contract/sockets/agent';
import type * as z from 'zod';
import { checkedBy } from '../arguments.ts';
import type { Log } from '../log.ts';

type ServerRequest = keyof typeof fromServer;

/** What the agent does at the server's word. What a handler returns, or throws, is what the server is answered. */
export type ServerHandlers = { [Name in ServerRequest]: (payload: z.infer<(typeof fromServer)[Name]>) => unknown };

export const serverRequests = Object.keys(fromServer) as ServerRequest[];

/** Does what the server asks, and answers it always when it wants an answer. */
export async function serve(
  handlers: ServerHandlers,
  name: ServerRequest,
  payload: unknown,
  ack: ((answer: Ack<unknown>) => void) | undefined,
  log: Log,
): Promise<void> {
  try {
    // The schema of a name gives what its handler takes; the types of a union cannot say so.
    const handler = handlers[name] as (payload: unknown) => unknown;
    const data = (await handler(checkedBy(fromServer[name], payload))) ?? null;
    ack?.({ ok: true, data });
  } catch (error) {
    // What is not coded is a fault of ours; the server is told no more than that.
    if (!(error instanceof CodedError)) log.error({ err: error, request: name }, 'a request of the server failed');
    else if (ack === undefined) log.warn({ err: error, request: name }, 'a request of the server was refused');
    ack?.({ ok: false, error: toErrorBody(error) });
  }
}
