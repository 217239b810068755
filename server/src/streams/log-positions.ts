import type { LogPosition } from '@longshore/contract/logs';
import { OUTPUT, RECORD_HEADER, recordTime } from '@longshore/contract/streams/log-records';
import { isNotice, payloadLength, sourceOf, timeAt } from './record-cutter.ts';

/** How far one output of one source was read: so many messages of its last time. */
interface Place {
  /** Where the time stands: in the records at hand until they are used up, then on its own. */
  bytes: Uint8Array;
  at: number;
  length: number;
  count: number;
}

/**
 * How far each source of a log stream was read, to go on there after the stream broke. It keeps the times as the bytes they come in:
 * this is looked at for every line, and turned into text only when a stream breaks (compare LogCursor, which finds the place again).
 */
export class LogPositions {
  readonly #places: (Place | undefined)[] = [];
  /** By source: the time of its first message. */
  readonly #first: (string | undefined)[] = [];
  readonly #middle: boolean;

  /** @param middle reading begins in the middle of the log (a tail, a since): what was before is not to appear after a break */
  constructor({ middle }: { middle: boolean }) {
    this.#middle = middle;
  }

  /** Notes complete records. */
  note(records: Uint8Array): void {
    let end = 0;
    for (let at = 0; at < records.length; at = end) {
      const length = payloadLength(records, at);
      end = at + RECORD_HEADER + length;
      const time = isNotice(records, at) ? 0 : timeAt(records, at + RECORD_HEADER, length);
      if (time > 0) this.#noteTime(records, at, time);
    }
    // The records may be changed when they are used up.
    for (const place of this.#places) {
      if (place?.bytes !== records) continue;
      // A copy: the slice of a Buffer would be none.
      place.bytes = new Uint8Array(records.subarray(place.at, place.at + place.length));
      place.at = 0;
    }
  }

  /** Of each source; null where nothing was read yet. */
  all(sources: number): (LogPosition | null)[] {
    return Array.from({ length: sources }, (_, source) => {
      const [stdout, stderr] = [this.#read(indexOf(source, false)), this.#read(indexOf(source, true))];
      const from = this.#first[source];
      if (stdout === undefined && stderr === undefined) return null;
      return {
        ...(stdout === undefined ? {} : { stdout }),
        ...(stderr === undefined ? {} : { stderr }),
        ...(from === undefined ? {} : { from }),
      };
    });
  }

  #noteTime(records: Uint8Array, at: number, length: number): void {
    const source = sourceOf(records, at);
    const start = at + RECORD_HEADER;
    if (this.#middle) this.#first[source] ??= textOf(records.subarray(start, start + length));
    const index = indexOf(source, records[at] === OUTPUT.stderr);
    const place = this.#places[index];
    if (place === undefined) this.#places[index] = { bytes: records, at: start, length, count: 1 };
    else if (isTime(place, records, start, length)) place.count += 1;
    else {
      place.bytes = records;
      place.at = start;
      place.length = length;
      place.count = 1;
    }
  }

  #read(index: number): { last: string; count: number } | undefined {
    const place = this.#places[index];
    return place && { last: textOf(place.bytes.subarray(place.at, place.at + place.length)), count: place.count };
  }
}

const indexOf = (source: number, stderr: boolean): number => source * 2 + (stderr ? 1 : 0);

const textOf = (time: Uint8Array): string => recordTime({ output: OUTPUT.stdout, source: 0, payload: time, timeLength: time.length });

/** From the end: times that follow each other differ there. */
function isTime(place: Place, records: Uint8Array, start: number, length: number): boolean {
  if (place.length !== length) return false;
  for (let at = length - 1; at >= 0; at -= 1) if (place.bytes[place.at + at] !== records[start + at]) return false;
  return true;
}
