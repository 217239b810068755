import { CodedError } from '@longshore/contract/errors';
import { LogNotice } from '@longshore/contract/logs';
import { messageStart, OUTPUT, RECORD_HEADER, writeHeader, type LogRecord } from '@longshore/contract/streams/log-records';

const LINE_FEED = 0x0a;

/** Turns records into the bytes of a plain text answer. */
export type LogText = (records: readonly LogRecord[]) => Buffer;

/** The records again as they came, in one piece. */
export function recordBytes(records: readonly LogRecord[]): Buffer {
  const bytes = Buffer.allocUnsafe(records.reduce((sum, { payload }) => sum + RECORD_HEADER + payload.length, 0));
  let at = 0;
  for (const { output, source, payload } of records) {
    writeHeader(bytes, at, output, source, payload.length);
    bytes.set(payload, at + RECORD_HEADER);
    at += RECORD_HEADER + payload.length;
  }
  return bytes;
}

/** Exactly the bytes that `docker logs` prints (with `timestamps`: that `docker logs -t` prints). */
export function plainText(timestamps: boolean): LogText {
  return (records) => {
    const lines = records.filter(isLine);
    const starts = lines.map((record) => (timestamps ? 0 : messageStart(record)));
    const text = Buffer.allocUnsafe(lines.reduce((sum, { payload }, index) => sum + payload.length - (starts[index] ?? 0), 0));
    let at = 0;
    for (const [index, { payload }] of lines.entries()) {
      const message = payload.subarray(starts[index]);
      text.set(message, at);
      at += message.length;
    }
    return text;
  };
}

/** Each line behind the name of its container, aligned. What the engine split is put together, unless another container speaks in between. */
export function namedText(names: readonly string[], timestamps: boolean): LogText {
  const width = Math.max(...names.map((name) => name.length));
  const prefixes = names.map((name) => Buffer.from(`${name.padEnd(width)} | `));
  /** Whose line has not ended yet. */
  let speaking: number | undefined;
  return (records) => {
    const parts: Uint8Array[] = [];
    for (const record of records.filter(isLine)) {
      const { source, payload } = record;
      const goesOn = speaking === source;
      if (speaking !== undefined && !goesOn) parts.push(Buffer.of(LINE_FEED));
      const prefix = prefixes[source];
      if (!goesOn && prefix !== undefined) parts.push(prefix);
      parts.push(payload.subarray(timestamps && !goesOn ? 0 : messageStart(record)));
      speaking = payload.at(-1) === LINE_FEED ? undefined : source;
    }
    return Buffer.concat(parts);
  };
}

/** @throws CodedError when the engine refused the source: text has no place to say so, and an incomplete log must not look whole */
function isLine({ output, payload }: LogRecord): boolean {
  if (output !== OUTPUT.notice) return true;
  const notice = LogNotice.safeParse(JSON.parse(Buffer.from(payload).toString('utf8')));
  if (notice.success && notice.data.type === 'error')
    throw new CodedError('engine_error', notice.data.message ?? 'The engine refused the log.');
  return false;
}
