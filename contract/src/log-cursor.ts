import type { LogPosition } from './logs.ts';
import { OUTPUT } from './streams/log-records.ts';

/** How far the two outputs of a container can be out of step in its log, in milliseconds. */
const SKEW_MS = 10_000;

type Output = 'stdout' | 'stderr';

/**
 * Remembers how far a container's log was read, and finds the place again: after a lost link, or a restarted engine.
 * Within one output times never go back, and the engine's `since` is inclusive: so the last time and how many messages
 * carried it are enough to lose nothing and repeat nothing. Each output has its own, since the two are written independently.
 */
export class LogCursor {
  #position: LogPosition;
  readonly #middle: boolean;
  #skip: Pick<LogPosition, Output> = {};

  /** @param middle reading begins in the middle of the log (a tail): what was before is not to appear after a break. */
  constructor(position: LogPosition = {}, { middle = false } = {}) {
    this.#position = structuredClone(position);
    this.#middle = middle;
    this.rewind();
  }

  /** What to ask the engine for to go on: everything at or after this RFC 3339 time. Undefined: from the start. */
  get since(): string | undefined {
    const { stdout, stderr } = this.#position;
    const newest = [stdout?.last ?? '', stderr?.last ?? ''].sort().at(-1) ?? '';
    if (newest === '') return undefined;
    const floor = new Date(Date.parse(newest) - SKEW_MS).toISOString();
    // An output that never spoke may do so with a time a little before the other's newest.
    return [stdout?.last ?? '', stderr?.last ?? ''].reduce((since, last) => (last < since ? (last < floor ? floor : last) : since), newest);
  }

  get position(): LogPosition {
    return structuredClone(this.#position);
  }

  /** The engine begins again from `since`: what it repeats is skipped from here on. */
  rewind(): void {
    const { stdout, stderr, from } = structuredClone(this.#position);
    const before = from === undefined ? undefined : { last: from, count: 0 };
    this.#skip = { stdout: stdout ?? before, stderr: stderr ?? before };
  }

  /** A message of an output with its time. True: it is new; false: it was delivered before. */
  take(output: number, time: string): boolean {
    const name: Output = output === OUTPUT.stderr ? 'stderr' : 'stdout';
    const skip = this.#skip[name];
    if (skip !== undefined) {
      if (time < skip.last) return false;
      if (time === skip.last && skip.count > 0) {
        skip.count -= 1;
        return false;
      }
      if (time > skip.last) this.#skip[name] = undefined;
    }
    if (this.#middle) this.#position.from ??= time;
    const position = this.#position[name];
    if (position?.last === time) position.count += 1;
    else this.#position[name] = { last: time, count: 1 };
    return true;
  }
}
