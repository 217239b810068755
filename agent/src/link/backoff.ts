/** All in milliseconds. */
const FIRST = 500;
const LONGEST = 30_000;
/** Never at once: a server that hangs up on everybody must not be hammered. */
const SHORTEST = 100;

/** How long to wait before the next try: exponential with full jitter, so that a fleet does not return in step. */
export class Backoff {
  #failures = 0;
  readonly #random: () => number;

  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  /** After a connection that broke or never was. */
  next(): number {
    const ceiling = Math.min(LONGEST, FIRST * 2 ** this.#failures);
    this.#failures += 1;
    return Math.max(SHORTEST, this.#random() * ceiling);
  }

  /** After a refusal, which somebody has to do something about: 30 to 60 s. */
  afterRefusal(): number {
    return LONGEST * (1 + this.#random());
  }

  /** A link held. */
  reset(): void {
    this.#failures = 0;
  }
}
