import { CodedError, ErrorBody, LinkLostError, TimeoutError, type Ack } from '@longshore/contract/errors';
import {
  AGENT_NAMESPACE,
  AGENT_SOCKET_PATH,
  LinkWelcome,
  ServerChallenge,
  type AgentToServer,
  type ServerToAgent,
} from '@longshore/contract/sockets/agent';
import type { ProxyAgent } from 'proxy-agent';
import { io, type Socket } from 'socket.io-client';
import * as msgpack from 'socket.io-msgpack-parser';
import type { Log } from '../log.ts';
import type { Handshake } from './handshake.ts';
import { serve, serverRequests, type ServerHandlers } from './requests.ts';
import { LinkSession, type SessionSocket } from './session.ts';

/** How long connecting, and each step of the handshake, may take, in milliseconds. */
const STEP_MS = 20_000;

export interface ConnectionParts {
  server: URL;
  proxy: ProxyAgent | undefined;
  handshake: Handshake;
  handlers: ServerHandlers;
  log: Log;
  /** The server took this host. */
  up: (session: LinkSession, welcome: LinkWelcome) => void;
}

/**
 * One connection to the server, from its first byte to its last. Resolves, with the reason, when it is over: a CodedError
 * `link_refused` (or another that the server gave) when somebody has to do something about it, LinkLostError otherwise.
 */
export function connect(parts: ConnectionParts, signal: AbortSignal): Promise<CodedError> {
  return new Promise((resolve) => new Connection(parts, signal, resolve).open());
}

class Connection {
  readonly #parts: ConnectionParts;
  readonly #signal: AbortSignal;
  readonly #over: (reason: CodedError) => void;
  readonly #socket: Socket<ServerToAgent, AgentToServer>;
  #timer: NodeJS.Timeout | undefined;
  /** Holds back what the server asks until it is proven; refused when it never is. */
  #prove!: () => void;
  readonly #proven = new Promise<void>((resolve) => (this.#prove = resolve));
  #ended = false;

  constructor(parts: ConnectionParts, signal: AbortSignal, over: (reason: CodedError) => void) {
    this.#parts = parts;
    this.#signal = signal;
    this.#over = over;
    this.#socket = io(`${parts.server.origin}${AGENT_NAMESPACE}`, {
      path: AGENT_SOCKET_PATH,
      transports: ['websocket'],
      parser: msgpack,
      // Every connection is a new one with a nonce of its own; when to try again is decided elsewhere.
      reconnection: false,
      forceNew: true,
      autoConnect: false,
      timeout: STEP_MS,
      auth: { ...parts.handshake.hello },
      // The types know only what browsers take here.
      ...(parts.proxy === undefined ? {} : { agent: parts.proxy as unknown as string }),
    });
  }

  open(): void {
    const socket = this.#socket;
    this.#signal.addEventListener('abort', this.#abort, { once: true });
    socket.on('connect_error', (error) => this.#end(refusalOf(error) ?? new LinkLostError(reasonOf(error))));
    socket.on('disconnect', (reason) => this.#end(new LinkLostError(`The connection to the server ended (${reason}).`)));
    socket.on('link:refused', (error) => {
      const parsed = ErrorBody.safeParse(error);
      this.#end(parsed.success ? CodedError.fromBody(parsed.data) : new CodedError('link_refused', 'The server refused this host.'));
    });
    socket.on('connect', () => this.#step('The server did not introduce itself in time.'));
    socket.on('link:challenge', (challenge) => {
      this.#greet(challenge).catch((error: unknown) => this.#end(error instanceof CodedError ? error : this.#fault(error)));
    });
    for (const name of serverRequests) {
      socket.on(name, (payload: unknown, ack?: (answer: Ack<unknown>) => void) => {
        void this.#proven.then(() => serve(this.#parts.handlers, name, payload, ack, this.#parts.log));
      });
    }
    if (this.#signal.aborted) this.#abort();
    else socket.connect();
  }

  async #greet(given: unknown): Promise<void> {
    const { handshake } = this.#parts;
    const challenge = ServerChallenge.safeParse(given);
    if (!challenge.success || this.#socket.id === undefined)
      throw new CodedError('link_refused', 'The server introduced itself in a form not understood.');
    const proof = handshake.answer(this.#socket.id, challenge.data);
    this.#step('The server did not answer the proof in time.');
    const ack: unknown = await this.#socket.timeout(STEP_MS).emitWithAck('link:prove', proof);
    const answer = ack as Ack<unknown>;
    if (!answer.ok) throw CodedError.fromBody(answer.error);
    const welcome = LinkWelcome.safeParse(answer.data);
    if (!welcome.success) throw new CodedError('link_refused', 'The server welcomed this host in a form not understood.');
    await handshake.complete(welcome.data);
    clearTimeout(this.#timer);
    if (this.#ended) return;
    // From here on the session's own types say what may be sent.
    this.#parts.up(new LinkSession(this.#socket as SessionSocket), welcome.data);
    this.#prove();
  }

  #step(complaint: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#end(new TimeoutError(complaint)), STEP_MS);
  }

  readonly #abort = () => this.#end(new LinkLostError('The agent is ending.'));

  #end(reason: CodedError): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#signal.removeEventListener('abort', this.#abort);
    this.#socket.disconnect();
    this.#over(reason);
  }

  /** Not the server's doing: a key that cannot be written, or an acknowledgement that never came. */
  #fault(error: unknown): CodedError {
    this.#parts.log.debug({ err: error }, 'the handshake failed');
    return new LinkLostError(error instanceof Error ? error.message : String(error));
  }
}

/** What a server says when it refuses a connection before it is open. */
function refusalOf(error: Error): CodedError | undefined {
  const body = ErrorBody.safeParse('data' in error ? error.data : undefined);
  return body.success ? CodedError.fromBody(body.data) : undefined;
}

/** The cause that engine.io hides in the description of its errors. */
function reasonOf(error: Error): string {
  const described = 'description' in error && typeof error.description === 'object' ? error.description : null;
  const cause = described !== null && 'message' in described && typeof described.message === 'string' ? described.message : '';
  return `The server cannot be reached (${cause === '' ? error.message : cause}).`;
}
