import { setTimeout as delay } from 'node:timers/promises';

export interface Patience {
  /** How long to go on trying; 10 s when not given. */
  timeoutMs?: number;
  /** Pause between two tries; 20 ms when not given. */
  everyMs?: number;
}

/** What an attempt may return: not `void`, so that one that forgot its `return` does not compile instead of never ending. */
type Answer = object | string | number | boolean | null | undefined;

/**
 * Tries until `attempt` returns something other than false, null or undefined, and returns that.
 * A throw counts as "not yet", so an `expect` may stand inside, before a `return true`.
 * @throws Error with the last failure's message (and the failure as cause) when time is up
 */
export async function eventually<T extends Answer>(
  attempt: () => T | Promise<T>,
  { timeoutMs = 10_000, everyMs = 20 }: Patience = {},
): Promise<Exclude<NonNullable<T>, false>> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    let failure: unknown;
    try {
      const result = await attempt();
      if (isThere(result)) return result;
      failure = new Error(`got ${JSON.stringify(result)}`);
    } catch (error) {
      failure = error;
    }
    if (Date.now() >= deadline) {
      const message = failure instanceof Error ? failure.message : String(failure);
      throw new Error(`not within ${timeoutMs} ms: ${message}`, { cause: failure });
    }
    await delay(everyMs);
  }
}

function isThere<T extends Answer>(result: T): result is Exclude<NonNullable<T>, false> {
  const answer: Answer = result;
  return answer !== false && answer !== null && answer !== undefined;
}

/** Tries until `assertions` no longer throw. @throws Error with their last message when time is up */
export async function passes(assertions: () => void | Promise<void>, patience: Patience = {}): Promise<void> {
  await eventually(async () => {
    await assertions();
    return true;
  }, patience);
}
