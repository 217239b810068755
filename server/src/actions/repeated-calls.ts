import type { Principal } from '../access/principal.ts';
import type { Target } from './target.ts';

/** What was asked for before with an idempotency key. It is an injection token as well. */
export abstract class RepeatedCalls {
  /** What the first request of this caller with the key was done to, as it was then; undefined when there was none. */
  abstract targetOf(principal: Principal, idempotencyKey: string): Promise<Target | undefined>;
}
