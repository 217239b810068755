import * as msgpack from 'socket.io-msgpack-parser';

export const { protocol, Encoder } = msgpack;

/** Bytes behind the first one of values of fixed size, by that first byte. */
const FIXED: Readonly<Record<number, number>> = {
  0xca: 4,
  0xcb: 8,
  0xcc: 1,
  0xcd: 2,
  0xce: 4,
  0xcf: 8,
  0xd0: 1,
  0xd1: 2,
  0xd2: 4,
  0xd3: 8,
  0xd4: 2,
  0xd5: 3,
  0xd6: 5,
  0xd7: 9,
  0xd8: 17,
};

/**
 * Is there as much as a msgpack document says there is? The decoder makes room for an announced list or buffer before it looks whether it
 * follows, so that ten bytes of anybody could take gigabytes. (Everything else that is wrong with a document the decoder finds.)
 */
export function isComplete(bytes: Buffer): boolean {
  let at = 0;
  /** Values that must follow, each of one byte at least. */
  let wanted = 1;
  while (wanted > 0) {
    const first = bytes[at] ?? 0;
    at += 1;
    wanted -= 1;
    if (first >= 0x80 && first < 0x90) wanted += 2 * (first & 0x0f);
    else if (first >= 0x90 && first < 0xa0) wanted += first & 0x0f;
    else if (first >= 0xa0 && first < 0xc0) at += first & 0x1f;
    else if (first >= 0xc4 && first < 0xe0) {
      const fixed = FIXED[first];
      if (fixed !== undefined) at += fixed;
      else {
        const size = sizeOf(first);
        if (at + size > bytes.length) return false;
        const length = bytes.readUIntBE(at, size);
        at += size;
        // dc to df: lists and maps; c7 to c9: one byte more, for the type; the others: bytes and text.
        if (first >= 0xdc) wanted += first >= 0xde ? 2 * length : length;
        else at += length + (first >= 0xc7 && first <= 0xc9 ? 1 : 0);
      }
    }
    if (at + wanted > bytes.length) return false;
  }
  return true;
}

/** Bytes in which a value tells its length: 1, 2 or 4. */
function sizeOf(first: number): number {
  if (first >= 0xdc) return first % 2 === 0 ? 2 : 4;
  // c4 to c6, c7 to c9 and d9 to db.
  return [1, 2, 4][first >= 0xd9 ? first - 0xd9 : (first - 0xc4) % 3] ?? 1;
}

/** Decodes packets, but refuses those that announce more than they bring. */
export class Decoder extends msgpack.Decoder {
  /** @throws Error: socket.io then hangs up */
  override add(packet: unknown): void {
    if (!Buffer.isBuffer(packet) || !isComplete(packet)) throw new Error('The packet is not complete.');
    super.add(packet);
  }
}
