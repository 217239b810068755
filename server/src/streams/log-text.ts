import { CodedError } from '@longshore/contract/errors';
import { LogNotice } from '@longshore/contract/logs';
import { messageStart, OUTPUT, RECORD_HEADER, RecordDecoder } from '@longshore/contract/streams/log-records';
import { isNotice, payloadLength, timeAt } from './record-cutter.ts';

const LINE_FEED = 0x0a;

/** Turns complete records into the bytes of a plain text answer. The records are used up by it. */
export type LogText = (records: Uint8Array) => Uint8Array;

/** Exactly the bytes that `docker logs` prints (with `timestamps`: that `docker logs -t` prints). */
export function plainText(timestamps: boolean): LogText {
  return (records) => {
    let written = 0;
    let end = 0;
    for (let at = 0; at < records.length; at = end) {
      const length = payloadLength(records, at);
      const start = at + RECORD_HEADER;
      end = start + length;
      if (isNotice(records, at)) failOnError(records.subarray(start, end));
      else {
        const time = timestamps ? 0 : timeAt(records, start, length);
        const message = time === 0 ? start : start + time + 1;
        // Text is shorter than its record, so it has its place in front of it.
        records.copyWithin(written, message, end);
        written += end - message;
      }
    }
    return records.subarray(0, written);
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
    for (const record of new RecordDecoder().push(records)) {
      const { source, payload } = record;
      if (record.output === OUTPUT.notice) {
        failOnError(payload);
        continue;
      }
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
function failOnError(payload: Uint8Array): void {
  const notice = LogNotice.safeParse(JSON.parse(Buffer.from(payload).toString('utf8')));
  if (notice.success && notice.data.type === 'error')
    throw new CodedError('engine_error', notice.data.message ?? 'The engine refused the log.');
}
