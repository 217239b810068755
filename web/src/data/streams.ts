import type { ErrorBody } from '@longshore/contract/errors';
import type { StreamName } from '@longshore/contract/registry';
import { BROWSER_STREAM_PATH } from '@longshore/contract/sockets/browser-paths';
import type { MuxStream } from '@longshore/contract/streams/mux';
import type { StreamRequest } from '@longshore/contract/streams/open';
import { provided } from './provided.ts';
import { StreamLink, type WebSocketLike } from './stream-link.ts';

function openSocket(): WebSocket {
  const url = new URL(BROWSER_STREAM_PATH, location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return new WebSocket(url);
}

export interface StreamOpen extends StreamRequest {
  action: StreamName;
}

/** The byte streams of this tab: one WebSocket for all of them, there while it is needed. */
export class Streams {
  readonly #open: () => WebSocketLike;
  #link: StreamLink | undefined;

  constructor(open: () => WebSocketLike = openSocket) {
    this.#open = open;
  }

  /**
   * Opens a stream to an agent. It always gives one: whatever keeps it from being opened is told by its `close` handler.
   * Call `consumed` for what was used up, or the other side stops sending.
   */
  open(request: StreamOpen, { interactive = false } = {}): MuxStream {
    this.#link ??= new StreamLink(this.#open(), () => (this.#link = undefined));
    return this.#link.mux.open(request, { interactive });
  }

  /** Ends all streams: nobody is signed in any more, or the network is known to be gone. */
  close(error: ErrorBody): void {
    this.#link?.close(error);
  }
}

const streams = provided<Streams>('streams');
export const streamsKey = streams.key;
export const useStreams = streams.use;
