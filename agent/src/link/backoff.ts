/** All in milliseconds. */
const FIRST = 500;
/** A server that was restarted has its whole fleet back within so long. To be tried by thousands meanwhile costs it nothing. */
const LONGEST = 8000;
/** Somebody has to do something about a refusal. */
const REFUSED = 30_000;
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

  /** After a refusal: 30 to 60 s. */
  afterRefusal(): number {
    return REFUSED * (1 + this.#random());
  }

  /** A link held. */
  reset(): void {
    this.#failures = 0;
  }
}
