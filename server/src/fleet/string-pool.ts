/**
 * Gives equal strings one place in memory: thousands of containers share images, networks and label values.
 * Two generations bound it: what was not asked for during a whole generation is forgotten, so it never grows for ever.
 */
export class StringPool {
  readonly #size: number;
  #young = new Map<string, string>();
  #old = new Map<string, string>();

  /** @param size strings per generation */
  constructor(size = 50_000) {
    this.#size = size;
  }

  share(text: string): string {
    const known = this.#young.get(text);
    if (known !== undefined) return known;
    const kept = this.#old.get(text) ?? text;
    if (this.#young.size >= this.#size) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(kept, kept);
    return kept;
  }
}
