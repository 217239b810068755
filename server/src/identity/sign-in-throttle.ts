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
  /** Times of failures, oldest first. */
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
    for (const key of keys) this.#failures.set(key, [...this.#recent(key, now), now]);
    if (this.#failures.size > MAX_KEYS) this.#sweep(now);
    return { forgive: () => keys.forEach((key) => this.#forgive(key, now)) };
  }

  #recent(key: string, now: number): number[] {
    return (this.#failures.get(key) ?? []).filter((at) => at > now - WINDOW);
  }

  #forgive(key: string, at: number): void {
    const failures = this.#failures.get(key) ?? [];
    const index = failures.indexOf(at);
    if (index >= 0) failures.splice(index, 1);
    if (failures.length === 0) this.#failures.delete(key);
  }

  /** First what is over, then whatever came first: Map keeps the order of insertion. */
  #sweep(now: number): void {
    for (const key of this.#failures.keys()) if (this.#recent(key, now).length === 0) this.#failures.delete(key);
    for (const key of this.#failures.keys()) {
      if (this.#failures.size <= MAX_KEYS) return;
      this.#failures.delete(key);
    }
  }
}
