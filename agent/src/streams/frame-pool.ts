import { FRAME_HEADER, MAX_DATA, WINDOW } from '@longshore/contract/streams/frames';

/** The size of the frames that bulk is made of. */
const FULL = FRAME_HEADER + MAX_DATA;
/** As many as one stream can have on their way. */
const KEPT = WINDOW / MAX_DATA;

/**
 * Memory of full frames that the socket has sent, to write the next ones in. Without it a fast log leaves its every byte behind as
 * garbage, and tens of megabytes gather before it is collected.
 */
export class FramePool {
  readonly #free: Uint8Array<ArrayBuffer>[] = [];

  take(bytes: number): Uint8Array<ArrayBuffer> | undefined {
    return bytes === FULL ? this.#free.pop() : undefined;
  }

  /** Nobody looks at this frame any more. */
  give(frame: Uint8Array<ArrayBuffer>): void {
    if (frame.length === FULL && this.#free.length < KEPT) this.#free.push(frame);
  }
}
