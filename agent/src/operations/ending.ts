import { CodedError, toErrorBody, type ErrorBody } from '@longshore/contract/errors';
import type { OperationOutcome } from '@longshore/contract/operations';
import { EngineLostError, EngineUnreachableError } from '../engine/errors.ts';

/** How an operation ended, without what is true afterwards. */
export interface Ending {
  state: OperationOutcome['state'];
  error: ErrorBody | null;
  /** The engine was never asked: what is so now can be told without waiting for it. */
  untouched?: boolean;
}

export const success: Ending = { state: 'succeeded', error: null };

/** The agent itself ended during it. */
export function crashed(begun: boolean): Ending {
  const message = begun ? 'The agent ended while this ran.' : 'The agent ended before this began; nothing was changed.';
  return {
    state: 'interrupted',
    error: { code: 'interrupted', message, hint: 'Look at what is so now, and do it again if it is still wanted.' },
  };
}

/** What an error thrown by a handler means. `cancelled` is whether somebody asked for its end. */
export function endingOf(error: unknown, { cancelled, begun }: { cancelled: boolean; begun: boolean }): Ending {
  if (cancelled) {
    const message = begun ? 'Cancelled while it ran.' : 'Cancelled before it began; nothing was changed.';
    const hint = begun ? { hint: 'The engine was told to give up; what it had begun may still take effect.' } : {};
    return { state: 'cancelled', error: { code: 'cancelled', message, ...hint }, untouched: !begun };
  }
  if (error instanceof EngineLostError) return { state: 'interrupted', error: { ...error.toBody(), code: 'interrupted' } };
  if (error instanceof CodedError && error.code === 'timeout') {
    return { state: 'failed', error: { ...error.toBody(), hint: 'The engine may still be doing it: look at what is so now.' } };
  }
  return { state: 'failed', error: toErrorBody(error), untouched: !begun || error instanceof EngineUnreachableError };
}
