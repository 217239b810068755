import type { EngineOccurrence } from '../engine/events.ts';

/**
 * How far the engine's events were read, so that a new reading neither misses nor repeats one.
 * Several events may share a nanosecond; the engine gives all of that time again.
 */
export class EventCursor {
  #time: string | undefined;
  readonly #seen = new Set<string>();

  /** Nanoseconds since the epoch of the newest event read; undefined before the first. */
  get time(): bigint | undefined {
    return this.#time === undefined ? undefined : BigInt(this.#time);
  }

  /** False when it was read before. */
  accept(event: EngineOccurrence): boolean {
    if (event.timeNano !== this.#time) {
      this.#time = event.timeNano;
      this.#seen.clear();
    }
    if (this.#seen.has(event.text)) return false;
    this.#seen.add(event.text);
    return true;
  }
}
