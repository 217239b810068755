import { StreamMux, type MuxStream } from '@longshore/contract/streams/mux';
import type { WebSocketLike } from '../stream-link.ts';

const [CONNECTING, OPEN, CLOSED] = [0, 1, 3];

/**
 * A WebSocket whose other end is a multiplexer in the test, as the agent would hold it. Frames arrive at once, or when `flow`
 * is called while it is `slow`.
 */
export class FakeWebSocket implements WebSocketLike {
  binaryType: BinaryType = 'blob';
  readyState = CONNECTING;
  onopen: ((event: Event) => unknown) | null = null;
  onmessage: ((event: MessageEvent) => unknown) | null = null;
  onclose: ((event: CloseEvent) => unknown) | null = null;
  /** Frames from the page stay in the buffer. */
  slow = false;
  readonly accepted: { stream: MuxStream; request: unknown }[] = [];
  readonly far: StreamMux;
  #buffer: Uint8Array[] = [];
  /** Frames under way: one is delivered after the other, as events are, never one within another. */
  readonly #wire: (() => void)[] = [];
  #delivering = false;

  constructor(accept?: (stream: MuxStream, request: unknown) => void) {
    const socket = {
      send: (frame: Uint8Array<ArrayBuffer>): void => this.#deliver(frame),
      bufferedAmount: 0,
    };
    this.far = new StreamMux({
      socket,
      accept: (stream, request) => {
        this.accepted.push({ stream, request });
        accept?.(stream, request);
      },
    });
  }

  get bufferedAmount(): number {
    return this.#buffer.reduce((sum, frame) => sum + frame.length, 0);
  }

  send(data: Uint8Array<ArrayBuffer>): void {
    if (this.readyState !== OPEN) throw new DOMException('Still connecting.', 'InvalidStateError');
    this.#buffer.push(data.slice());
    if (!this.slow) this.flow();
  }

  /** The network takes what is in the buffer. */
  flow(): void {
    for (const frame of this.#buffer.splice(0)) this.#carry(() => this.far.receive(frame));
  }

  accept(): void {
    this.readyState = OPEN;
    this.onopen?.(new Event('open'));
  }

  close(): void {
    this.drop();
  }

  drop(): void {
    if (this.readyState === CLOSED) return;
    this.readyState = CLOSED;
    this.far.close({ code: 'link_lost', message: 'The tab is gone.' });
    this.onclose?.(new CloseEvent('close'));
  }

  /** The server sends text, which it never does. */
  sendText(text: string): void {
    this.onmessage?.(new MessageEvent('message', { data: text }));
  }

  #deliver(frame: Uint8Array<ArrayBuffer>): void {
    const data = frame.slice().buffer;
    this.#carry(() => {
      if (this.readyState === OPEN) this.onmessage?.(new MessageEvent('message', { data }));
    });
  }

  #carry(frame: () => void): void {
    this.#wire.push(frame);
    if (this.#delivering) return;
    this.#delivering = true;
    for (let next = this.#wire.shift(); next !== undefined; next = this.#wire.shift()) next();
    this.#delivering = false;
  }
}
