/**
 * The bytes of a log stream: Docker's own multiplexed frames, each holding one message with its time.
 *
 *     byte 0      output: 1 stdout (and a terminal's), 2 stderr, 0 a notice about the source (JSON, see LogNotice)
 *     byte 1      0
 *     bytes 2-3   index of the source among the containers asked for, big endian
 *     bytes 4-7   length of the payload, big endian
 *     payload     RFC 3339 time with nine decimals, one space, then the message as it was written.
 *                 A message ends with a line feed unless the engine split a long line (over 16 KiB) or the program did not end it.
 *
 * It is what the engine sends when asked for timestamps (https://docs.docker.com/reference/api/engine/, "Attach to a container"),
 * with the source in two of its padding bytes: so agents and server pass messages on without rewriting them.
 */
export const RECORD_HEADER = 8;
export const OUTPUT = { notice: 0, stdout: 1, stderr: 2 } as const;

/** The most containers that one stream or one merged view may have. */
export const MAX_LOG_SOURCES = 500;

/** Longest payload believed; more means that the frames are broken. The engine splits at 16 KiB, other drivers at up to 1 MiB. */
export const MAX_RECORD = 64 * 1024 * 1024;

const SPACE = 0x20;
/** `2006-01-02T15:04:05.000000000Z` has 30 characters; a numeric zone makes it 35. */
const MAX_TIME = 35;

export interface LogRecord {
  output: number;
  source: number;
  /** The whole payload: a view into the chunk it came in, valid until the next one. */
  payload: Uint8Array;
  /** How many bytes of the payload are its time; 0 when it has none. */
  timeLength: number;
}

/** Where the message begins in a payload: behind the time and its space. */
export function messageStart(record: LogRecord): number {
  return record.timeLength === 0 ? 0 : record.timeLength + 1;
}

/** The time of a record in UTC with nine decimals: as text it sorts as time does. Empty when it has none. */
export function recordTime(record: LogRecord): string {
  let text = '';
  for (let at = 0; at < record.timeLength; at += 1) text += String.fromCharCode(record.payload[at] ?? 0);
  return text.endsWith('Z') ? text : toUtc(text);
}

/** Engines write UTC, but drivers that keep a numeric zone (such as `+02:00`) exist. */
function toUtc(text: string): string {
  const [, whole = '', decimals = '', zone = ''] = /^([^.]*)(\.\d+)?([+-]\d\d:\d\d)$/.exec(text) ?? [];
  const milliseconds = Date.parse(whole + zone);
  return Number.isNaN(milliseconds) ? text : new Date(milliseconds).toISOString().replace(/\.\d+Z$/, `${decimals}Z`);
}

/** Length of the time at the start of a payload, or 0. Only its shape is looked at: digits where the year and the `T` are. */
export function timeLength(payload: Uint8Array): number {
  if (payload.length < 21 || payload[4] !== 0x2d || payload[7] !== 0x2d || payload[10] !== 0x54) return 0;
  const end = payload.subarray(0, MAX_TIME + 1).indexOf(SPACE);
  return end < 20 ? 0 : end;
}

/** Writes the header of a record. */
export function writeHeader(into: Uint8Array, at: number, output: number, source: number, length: number): void {
  into[at] = output;
  into[at + 1] = 0;
  into[at + 2] = (source >>> 8) & 0xff;
  into[at + 3] = source & 0xff;
  into[at + 4] = (length >>> 24) & 0xff;
  into[at + 5] = (length >>> 16) & 0xff;
  into[at + 6] = (length >>> 8) & 0xff;
  into[at + 7] = length & 0xff;
}

/** A whole record. */
export function encodeRecord(output: number, source: number, payload: Uint8Array): Uint8Array {
  const record = new Uint8Array(RECORD_HEADER + payload.length);
  writeHeader(record, 0, output, source, payload.length);
  record.set(payload, RECORD_HEADER);
  return record;
}

/** Thrown when bytes are not what the engine sends. */
export class BrokenFramesError extends Error {
  override name = 'BrokenFramesError';
}

/**
 * Cuts a byte stream into records, however it was split on the way. `push` gives the complete ones;
 * a record that is not complete yet waits for the next chunk.
 */
export class RecordDecoder {
  #rest: Uint8Array | undefined;

  /** Complete records, in order. @throws BrokenFramesError */
  *push(chunk: Uint8Array): Generator<LogRecord> {
    let bytes = chunk;
    if (this.#rest !== undefined) {
      bytes = new Uint8Array(this.#rest.length + chunk.length);
      bytes.set(this.#rest);
      bytes.set(chunk, this.#rest.length);
      this.#rest = undefined;
    }
    let at = 0;
    while (bytes.length - at >= RECORD_HEADER) {
      const length =
        (((bytes[at + 4] ?? 0) << 24) | ((bytes[at + 5] ?? 0) << 16) | ((bytes[at + 6] ?? 0) << 8) | (bytes[at + 7] ?? 0)) >>> 0;
      const output = bytes[at] ?? 0;
      if (output > 3 || bytes[at + 1] !== 0 || length > MAX_RECORD)
        throw new BrokenFramesError('The log is not in the form the engine sends.');
      const end = at + RECORD_HEADER + length;
      if (end > bytes.length) break;
      const payload = bytes.subarray(at + RECORD_HEADER, end);
      yield {
        output,
        source: ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0),
        payload,
        timeLength: output === OUTPUT.notice ? 0 : timeLength(payload),
      };
      at = end;
    }
    if (at < bytes.length) this.#rest = bytes.slice(at);
  }

  /** Bytes of a record whose end never came; 0 after a clean end. */
  get pending(): number {
    return this.#rest?.length ?? 0;
  }
}
