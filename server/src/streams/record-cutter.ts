import { BrokenFramesError, MAX_RECORD, OUTPUT, RECORD_HEADER, timeLength } from '@longshore/contract/streams/log-records';

const SPACE = 0x20;
const ZULU = 0x5a;
/** `2006-01-02T15:04:05.000000000Z`, the form in which nearly every time comes. */
const FULL_TIME = 30;

/** Length of the payload of the record that begins at `at`. */
export const payloadLength = (bytes: Uint8Array, at: number): number =>
  (((bytes[at + 4] ?? 0) << 24) | ((bytes[at + 5] ?? 0) << 16) | ((bytes[at + 6] ?? 0) << 8) | (bytes[at + 7] ?? 0)) >>> 0;

export const sourceOf = (bytes: Uint8Array, at: number): number => ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);

export const isNotice = (bytes: Uint8Array, at: number): boolean => bytes[at] === OUTPUT.notice;

/** Bytes of the time that begins at `start`, where a payload of that length begins; 0 when it has none. */
export function timeAt(bytes: Uint8Array, start: number, length: number): number {
  if (length > FULL_TIME && bytes[start + FULL_TIME] === SPACE && bytes[start + FULL_TIME - 1] === ZULU) return FULL_TIME;
  return timeLength(bytes.subarray(start, start + length));
}

/**
 * Cuts a byte stream behind the last complete record of each chunk, without looking into the records: a log of gigabytes passes here.
 * (RecordDecoder of the contract gives the records one by one, at several times the cost.)
 */
export class RecordCutter {
  #rest: Uint8Array | undefined;

  /** Bytes of a record whose end has not come. */
  get pending(): number {
    return this.#rest?.length ?? 0;
  }

  /** Complete records, one behind the other; none when the chunk completes none. @throws BrokenFramesError */
  push(chunk: Uint8Array): Uint8Array {
    const bytes = this.#rest === undefined ? chunk : Buffer.concat([this.#rest, chunk]);
    let end = 0;
    while (bytes.length - end >= RECORD_HEADER) {
      const length = payloadLength(bytes, end);
      if ((bytes[end] ?? 0) > OUTPUT.stderr || bytes[end + 1] !== 0 || length > MAX_RECORD) {
        throw new BrokenFramesError('The log is not in the form the agent sends.');
      }
      if (end + RECORD_HEADER + length > bytes.length) break;
      end += RECORD_HEADER + length;
    }
    this.#rest = end === bytes.length ? undefined : new Uint8Array(bytes.subarray(end));
    return bytes.subarray(0, end);
  }
}
