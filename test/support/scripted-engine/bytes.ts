import { type Writable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';

/** One frame of Docker's multiplexed streams: 1 is stdout, 2 is stderr. Written here a second time, to check the code under test by. */
export function dockerFrame(output: 0 | 1 | 2, payload: string | Uint8Array): Buffer {
  const bytes = Buffer.from(payload);
  const header = Buffer.alloc(8);
  header.writeUInt8(output);
  header.writeUInt32BE(bytes.length, 4);
  return Buffer.concat([header, bytes]);
}

/** Writes bytes in pieces that arrive one by one: frames are cut, characters split. @param size bytes in each piece but the last */
export async function writeInPieces(stream: Writable, bytes: Uint8Array, size: number): Promise<void> {
  for (let at = 0; at < bytes.length; at += size) {
    await new Promise((resolve) => stream.write(bytes.subarray(at, at + size), resolve));
    // The reader's turn; without it the system would join the pieces again.
    await turn();
  }
}
