import { CancelledError, CodedError, TimeoutError } from '@longshore/contract/errors';

/** How long something may take, and who may end it before. */
export interface Limits {
  /** Milliseconds; without it, as long as it takes. */
  deadline?: number | undefined;
  signal?: AbortSignal | undefined;
}

/** Why a signal was aborted, as an error that may be told. */
export function abortReason(signal: AbortSignal): CodedError {
  return signal.reason instanceof CodedError ? signal.reason : new CancelledError();
}

/**
 * Does work that ends at the deadline or when the signal is aborted, whichever comes first.
 * @throws TimeoutError at the deadline; else what the signal was aborted with, when it is coded, or CancelledError
 */
export async function within<T>(limits: Limits, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const { deadline, signal: outer } = limits;
  const controller = new AbortController();
  const relay = () => {
    if (outer !== undefined) controller.abort(abortReason(outer));
  };
  if (outer?.aborted === true) throw abortReason(outer);
  outer?.addEventListener('abort', relay, { once: true });
  const timer =
    deadline === undefined
      ? undefined
      : setTimeout(() => controller.abort(new TimeoutError(`The engine did not answer within ${deadline / 1000} s.`)), deadline);
  try {
    return await work(controller.signal);
  } catch (error) {
    throw controller.signal.aborted ? abortReason(controller.signal) : error;
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener('abort', relay);
  }
}
