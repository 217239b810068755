import { Injectable } from '@nestjs/common';
import { CodedError } from '@longshore/contract/errors';

/** Failures that are allowed … */
const ALLOWED = 10;
/** … within this many milliseconds. */
const WINDOW = 60_000;
/** Keys remembered at most: names and addresses come from strangers. */
const MAX_KEYS = 20_000;

/** An attempt that counts as failed until it is forgiven. */
export interface Attempt {
  forgive(): void;
}

/** Slows guessing down, per account and per address, without holding up other accounts or addresses. */
@Injectable()
export class SignInThrottle {
  /** Times of failures, oldest first; the keys in the order of their last failure. */
  readonly #failures = new Map<string, number[]>();

  /**
   * Counts before the password is looked at, so that many attempts at once are no way around.
   * @throws CodedError `throttled`, saying when to try again
   */
  begin(...keys: string[]): Attempt {
    const now = Date.now();
    for (const key of keys) {
      const recent = this.#recent(key, now);
      const [oldest] = recent;
      if (oldest === undefined || recent.length < ALLOWED) continue;
      const retryAfter = Math.ceil((oldest + WINDOW - now) / 1000);
      throw new CodedError('throttled', 'Too many failed attempts.', { retryAfter, hint: `Try again in ${retryAfter} s.` });
    }
    for (const key of keys) this.#count(key, now);
    this.#sweep(now);
    return { forgive: () => keys.forEach((key) => this.#forgive(key, now)) };
  }

  #recent(key: string, now: number): number[] {
    return (this.#failures.get(key) ?? []).filter((at) => at > now - WINDOW);
  }

  #count(key: string, now: number): void {
    const failures = [...this.#recent(key, now), now];
    this.#failures.delete(key);
    this.#failures.set(key, failures);
  }

  #forgive(key: string, at: number): void {
    const failures = this.#failures.get(key) ?? [];
    const index = failures.indexOf(at);
    if (index >= 0) failures.splice(index, 1);
    if (failures.length === 0) this.#failures.delete(key);
  }

  /** From the front: what is over, and whatever is too much. */
  #sweep(now: number): void {
    for (const key of this.#failures.keys()) {
      if (this.#failures.size <= MAX_KEYS && this.#recent(key, now).length > 0) return;
      this.#failures.delete(key);
    }
  }
}
