/**
 * One frame of a multiplexed stream socket:
 *
 *     byte 0      type
 *     bytes 1-4   stream id, big endian
 *     the rest    by type: OPEN, HEAD, MESSAGE and RESET hold JSON; DATA holds bytes; CREDIT holds a count (4 bytes); END holds nothing
 *
 * Each WebSocket binary message is one frame.
 */
export const FRAME = {
  /** Opener → acceptor: what is asked for. */
  open: 0,
  /** Bytes; needs credit. */
  data: 1,
  /** The receiver consumed so many bytes more. */
  credit: 2,
  /** No more bytes from this side; the other side may go on. */
  end: 3,
  /** The stream is over for both sides, with a reason. */
  reset: 4,
  /** A control message beside the bytes, such as a resize. */
  message: 5,
} as const;

export type FrameType = (typeof FRAME)[keyof typeof FRAME];

export const FRAME_HEADER = 5;

/** Largest payload of one DATA frame; larger writes are cut. Small enough that a keystroke never waits long behind one. */
export const MAX_DATA = 64 * 1024;

/** Largest JSON payload. */
export const MAX_JSON = 256 * 1024;

/** Bytes a sender may have under way on a stream before the receiver consumed any: what the receiver must be ready to hold. */
export const WINDOW = 1024 * 1024;

/** What a sender lets be under way while an interactive stream shares the link (256 KiB: 82 % of a 50 Mbit/s, 40 ms link, and +3 ms echo). */
export const SHARED_WINDOW = 256 * 1024;

/** `into` is where the frame is written, when it is of the right size; without it, memory of its own. */
export function encodeFrame(
  type: FrameType,
  stream: number,
  payload?: Uint8Array,
  into?: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  const size = FRAME_HEADER + (payload?.length ?? 0);
  const frame = into?.length === size ? into : new Uint8Array(size);
  frame[0] = type;
  writeStreamId(frame, stream);
  if (payload !== undefined) frame.set(payload, FRAME_HEADER);
  return frame;
}

const text = new TextEncoder();
const decoder = new TextDecoder();

export function encodeJsonFrame(type: FrameType, stream: number, value: unknown): Uint8Array<ArrayBuffer> {
  return encodeFrame(type, stream, text.encode(JSON.stringify(value)));
}

export function encodeCredit(stream: number, bytes: number): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(FRAME_HEADER + 4);
  frame[0] = FRAME.credit;
  writeStreamId(frame, stream);
  new DataView(frame.buffer).setUint32(FRAME_HEADER, bytes);
  return frame;
}

export const frameType = (frame: Uint8Array): number => frame[0] ?? -1;

export const streamId = (frame: Uint8Array): number =>
  (((frame[1] ?? 0) << 24) | ((frame[2] ?? 0) << 16) | ((frame[3] ?? 0) << 8) | (frame[4] ?? 0)) >>> 0;

/** Gives a frame another stream id in place: how a relay passes it on. */
export function writeStreamId(frame: Uint8Array, stream: number): void {
  frame[1] = stream >>> 24;
  frame[2] = stream >>> 16;
  frame[3] = stream >>> 8;
  frame[4] = stream;
}

export const payloadOf = (frame: Uint8Array): Uint8Array => frame.subarray(FRAME_HEADER);

/** The JSON of a frame. @throws SyntaxError */
export const jsonOf = (frame: Uint8Array): unknown => JSON.parse(decoder.decode(payloadOf(frame)));

export function creditOf(frame: Uint8Array): number {
  return frame.length < FRAME_HEADER + 4 ? 0 : new DataView(frame.buffer, frame.byteOffset).getUint32(FRAME_HEADER);
}
