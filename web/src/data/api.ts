import { type ActionParams, actionFacts, actionUrl, argsInQuery, type CallAnswer, type CallArgs, type CallName } from './actions.ts';
import { ProblemError, readProblem } from './problem.ts';
import { randomUuid } from './uuid.ts';

export interface CallOptions {
  signal?: AbortSignal;
  /** Of an operation: a repeat with the same key answers the first operation instead of running another. Made anew when absent. */
  idempotencyKey?: string;
}

const signedOutListeners = new Set<() => void>();

/** Tells when the server no longer knows who we are. Returns a function that stops it. */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener);
  return () => void signedOutListeners.delete(listener);
}

/**
 * Calls an action of the registry: `call('container.stop', { host, container }, { timeout: 10 })`.
 * An operation is answered as soon as it is taken; `Operations.run` also follows it to its end.
 * @throws ProblemError for every answer that is a refusal, and with code `unreachable` when there was none
 * @throws DOMException `AbortError` when the signal says so
 */
export async function call<Name extends CallName>(
  name: Name,
  params: ActionParams<Name>,
  ...[given, { signal, idempotencyKey } = {}]: CallArgs<Name, CallOptions>
): Promise<CallAnswer<Name>> {
  const args: Readonly<Record<string, unknown>> = given ?? {};
  const facts = actionFacts(name);
  const withBody = !argsInQuery(facts);
  const response = await send(actionUrl(name, params, args), {
    method: facts.method,
    headers: {
      accept: 'application/json',
      ...(withBody && { 'content-type': 'application/json' }),
      ...(facts.kind === 'operation' && { 'idempotency-key': idempotencyKey ?? randomUuid() }),
    },
    body: withBody ? JSON.stringify(args) : null,
    signal: signal ?? null,
  });
  if (!response.ok) {
    const problem = await readProblem(response);
    // Whoever signs in with a wrong password was not signed in before.
    if (problem.code === 'unauthenticated' && facts.access !== 'public') for (const tell of signedOutListeners) tell();
    throw problem;
  }
  const text = await response.text();
  return (text === '' ? {} : JSON.parse(text)) as CallAnswer<Name>;
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    // `fetch` tells every failure below HTTP with a TypeError: https://developer.mozilla.org/docs/Web/API/Window/fetch#exceptions
    if (error instanceof TypeError) throw new ProblemError('unreachable', 'The server did not answer.');
    throw error;
  }
}
