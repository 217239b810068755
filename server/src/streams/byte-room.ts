/** A bounded amount of bytes on their way between a producer that can wait and a consumer that cannot be hurried. */
export class ByteRoom {
  readonly #limit: number;
  #held = 0;
  #open = true;
  #waiting: (() => void)[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  take(bytes: number): void {
    this.#held += bytes;
  }

  give(bytes: number): void {
    this.#held -= bytes;
    if (this.#held < this.#limit) this.#wake();
  }

  /** Resolves with true when less than the limit is held, with false when nothing will be taken any more. */
  async free(): Promise<boolean> {
    while (this.#open && this.#held >= this.#limit) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return this.#open;
  }

  close(): void {
    this.#open = false;
    this.#wake();
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }
}
