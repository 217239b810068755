import type { WebSocket } from 'ws';

/** Bytes that a client's socket may hold before we wait for it: a client that stops reading stops the engine, not our memory. */
const FULL = 256 * 1024;

/** Writes to a WebSocket as fast as its client reads. */
export class WebSocketWriter {
  readonly #socket: WebSocket;
  #wake: () => void = () => undefined;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.once('close', () => this.#wake());
  }

  /** Resolves when the next bytes may follow; at once when the socket is gone. */
  async bytes(chunk: Uint8Array): Promise<void> {
    this.#socket.send(chunk, { binary: true }, () => this.#wake());
    while (this.#socket.readyState === this.#socket.OPEN && this.#socket.bufferedAmount > FULL)
      await new Promise<void>((resolve) => (this.#wake = resolve));
  }

  message(value: unknown): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(JSON.stringify(value));
  }

  /** Closes in order; a client that does not answer is not waited for long. */
  async close(code: number, reason = ''): Promise<void> {
    if (this.#socket.readyState === this.#socket.CLOSED) return;
    const timer = setTimeout(() => this.#socket.terminate(), 30_000);
    this.#socket.close(code, reason);
    // Not `once` of node:events: it would throw what a client sends wrong on its way out.
    await new Promise<void>((resolve) => this.#socket.once('close', () => resolve()));
    clearTimeout(timer);
  }
}
