import { type LogRecord, RECORD_HEADER, RecordDecoder } from '@longshore/contract/streams/log-records';
import type { MuxStream } from '@longshore/contract/streams/mux';

/**
 * Cuts what comes on a stream into records and says how many bytes each took, so that they can be given back when it has been
 * taken. The beginning of a record that is not complete is given back at once: else one longer than the window would never come.
 */
export class RecordReader {
  readonly #decoder = new RecordDecoder();
  readonly #stream: MuxStream;
  readonly #take: (record: LogRecord, bytes: number) => void;
  /** Bytes of the incomplete record that were given back. */
  #prepaid = 0;

  constructor(stream: MuxStream, take: (record: LogRecord, bytes: number) => void) {
    this.#stream = stream;
    this.#take = take;
  }

  /** @throws BrokenFramesError */
  push(bytes: Uint8Array): void {
    for (const record of this.#decoder.push(bytes)) {
      const size = RECORD_HEADER + record.payload.length;
      this.#take(record, size - this.#prepaid);
      this.#prepaid = 0;
    }
    const { pending } = this.#decoder;
    const fresh = pending - this.#prepaid;
    this.#prepaid = pending;
    this.#stream.consumed(fresh);
  }
}
