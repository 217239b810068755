import type { ErrorBody } from '@longshore/contract/errors';
import { SOCKET_FILL } from '@longshore/contract/streams/fair-writer';
import { StreamMux } from '@longshore/contract/streams/mux';

/** What is used of a WebSocket. */
export interface WebSocketLike {
  binaryType: BinaryType;
  readonly readyState: number;
  readonly bufferedAmount: number;
  onopen: ((event: Event) => unknown) | null;
  onmessage: ((event: MessageEvent) => unknown) | null;
  onclose: ((event: CloseEvent) => unknown) | null;
  send(data: Uint8Array<ArrayBuffer>): void;
  close(): void;
}

/** How often it is looked whether a full socket has room again, in milliseconds: browsers do not tell. */
const POLL_MS = 10;
/** How long a socket without streams is kept, and how often that is looked at, in milliseconds. */
const IDLE_MS = 60_000;
const IDLE_CHECK_MS = 10_000;

const CONNECTING = 0;
const OPEN = 1;

const lost: ErrorBody = { code: 'link_lost', message: 'The connection to the server was lost.' };

/** One WebSocket and the streams on it, from the first stream until it is lost or idle. */
export class StreamLink {
  readonly mux: StreamMux;
  readonly #socket: WebSocketLike;
  readonly #closed: () => void;
  #poll: ReturnType<typeof setTimeout> | undefined;
  readonly #idleCheck: ReturnType<typeof setInterval>;
  #idleSince: number | undefined;
  #over = false;

  /** @param closed called once, when no further stream can be opened */
  constructor(socket: WebSocketLike, closed: () => void) {
    this.#socket = socket;
    this.#closed = closed;
    socket.binaryType = 'arraybuffer';
    const frames = {
      send: (frame: Uint8Array<ArrayBuffer>): void => this.#send(frame),
      // Frames wait in the multiplexer, where they can overtake each other, until there is a connection.
      get bufferedAmount(): number {
        return socket.readyState === CONNECTING ? Infinity : socket.bufferedAmount;
      },
    };
    this.mux = new StreamMux({ socket: frames });
    socket.onopen = () => this.#drain();
    socket.onmessage = (event) => this.#receive(event.data);
    socket.onclose = () => this.close(lost);
    this.#idleCheck = setInterval(() => this.#checkIdle(), IDLE_CHECK_MS);
  }

  /** Ends every stream with a reason, and the connection. */
  close(error: ErrorBody): void {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#poll);
    clearInterval(this.#idleCheck);
    this.#closed();
    this.mux.close(error);
    this.#socket.close();
  }

  #send(frame: Uint8Array<ArrayBuffer>): void {
    // While it closes nothing more goes out; `onclose` tells the streams.
    if (this.#socket.readyState !== OPEN) return;
    this.#socket.send(frame);
    if (this.#socket.bufferedAmount >= SOCKET_FILL) this.#pollSoon();
  }

  #receive(data: unknown): void {
    if (data instanceof ArrayBuffer) this.mux.receive(new Uint8Array(data));
    else this.close({ code: 'internal', message: 'The server sent something that is not a frame.' });
  }

  #pollSoon(): void {
    this.#poll ??= setTimeout(() => {
      this.#poll = undefined;
      this.#drain();
    }, POLL_MS);
  }

  #drain(): void {
    this.mux.drained();
    if (this.#socket.bufferedAmount >= SOCKET_FILL) this.#pollSoon();
  }

  #checkIdle(): void {
    if (this.mux.size > 0) this.#idleSince = undefined;
    else {
      this.#idleSince ??= Date.now();
      if (Date.now() - this.#idleSince >= IDLE_MS) this.close(lost);
    }
  }
}
