/**
 * How long to wait before the next try: anything from nothing to a ceiling that doubles with each try ("full jitter"), so that
 * a thousand tabs do not all return at the same moment when the server does. Socket.io's own back-off has no jitter left once it
 * is at its longest, which is where a storm is made.
 */
export class Backoff {
  #tries = 0;

  /** Milliseconds: the first ceiling, and the last. */
  constructor(
    private readonly first = 500,
    private readonly last = 15_000,
    private readonly random: () => number = Math.random,
  ) {}

  /** Milliseconds. */
  next(): number {
    const ceiling = Math.min(this.last, this.first * 2 ** this.#tries);
    this.#tries += 1;
    return ceiling * this.random();
  }

  reset(): void {
    this.#tries = 0;
  }
}
