import type { LogPosition } from '@longshore/contract/logs';
import { OUTPUT, recordTime, type LogRecord } from '@longshore/contract/streams/log-records';

interface Place {
  time: Uint8Array;
  count: number;
}

/**
 * How far each source of a log stream was read, to go on there after the stream broke. It keeps the times as the bytes they come in:
 * this is looked at for every line, and turned into text only when a stream breaks (compare LogCursor, which finds the place again).
 */
export class LogPositions {
  readonly #places: (Place | undefined)[] = [];
  /** By source: the time of its first message. */
  readonly #first: (Uint8Array | undefined)[] = [];
  readonly #middle: boolean;

  /** @param middle reading begins in the middle of the log (a tail, a since): what was before is not to appear after a break */
  constructor({ middle }: { middle: boolean }) {
    this.#middle = middle;
  }

  note(record: LogRecord): void {
    if (record.output === OUTPUT.notice || record.timeLength === 0) return;
    if (this.#middle) this.#first[record.source] ??= record.payload.slice(0, record.timeLength);
    const index = indexOf(record.source, record.output === OUTPUT.stderr);
    const place = this.#places[index];
    if (place !== undefined && isTime(place.time, record)) place.count += 1;
    else this.#places[index] = { time: record.payload.slice(0, record.timeLength), count: 1 };
  }

  /** Of each source; null where nothing was read yet. */
  all(sources: number): (LogPosition | null)[] {
    return Array.from({ length: sources }, (_, source) => {
      const [stdout, stderr] = [this.#read(indexOf(source, false)), this.#read(indexOf(source, true))];
      const first = this.#first[source];
      if (stdout === undefined && stderr === undefined) return null;
      return {
        ...(stdout === undefined ? {} : { stdout }),
        ...(stderr === undefined ? {} : { stderr }),
        ...(first === undefined ? {} : { from: textOf(first) }),
      };
    });
  }

  #read(index: number): { last: string; count: number } | undefined {
    const place = this.#places[index];
    if (place === undefined) return undefined;
    return { last: textOf(place.time), count: place.count };
  }
}

const textOf = (time: Uint8Array): string => recordTime({ output: OUTPUT.stdout, source: 0, payload: time, timeLength: time.length });

const indexOf = (source: number, stderr: boolean): number => source * 2 + (stderr ? 1 : 0);

/** From the end: times that follow each other differ there. */
function isTime(time: Uint8Array, { payload, timeLength }: LogRecord): boolean {
  if (time.length !== timeLength) return false;
  for (let at = timeLength - 1; at >= 0; at -= 1) if (time[at] !== payload[at]) return false;
  return true;
}
