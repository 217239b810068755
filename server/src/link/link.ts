import { EventEmitter } from 'node:events';
import { type Ack, CodedError, LinkLostError, TimeoutError, type ErrorBody } from '@longshore/contract/errors';
import type { ServerToAgent } from '@longshore/contract/sockets/agent';
import { AckAnswer } from './ack-answer.ts';

/** What a link needs of its socket; socket.io's Socket is one. */
export interface LinkSocket {
  emit(event: string, ...args: unknown[]): unknown;
  disconnect(): unknown;
  /** Does the other end answer within so many milliseconds? */
  isAlive(withinMs: number): Promise<boolean>;
}

type Orders = { [Name in keyof ServerToAgent]: Parameters<ServerToAgent[Name]>[0] };
type AckOf<Name extends keyof ServerToAgent> =
  Parameters<ServerToAgent[Name]> extends [unknown, (answer: Ack<infer T>) => void] ? T : never;
/** Orders that an agent acknowledges. */
export type AckedOrder = { [Name in keyof ServerToAgent]: AckOf<Name> extends never ? never : Name }[keyof ServerToAgent];

interface Waiting {
  reject(error: CodedError): void;
}

/** One proven agent on one connection. When the connection is lost a new Link takes its place. */
export class Link extends EventEmitter<{ closed: [] }> {
  readonly hostId: string;
  readonly hostName: () => string;
  /** What the agent can do beyond the basics. */
  readonly capabilities: ReadonlySet<string>;
  /** Operations that the agent was asked about when it linked, and has not answered for yet. */
  readonly asked: Set<string>;
  readonly #socket: LinkSocket;
  readonly #waiting = new Set<Waiting>();
  #closed = false;

  constructor(options: {
    hostId: string;
    hostName: () => string;
    capabilities: readonly string[];
    asked: readonly string[];
    socket: LinkSocket;
  }) {
    super();
    this.hostId = options.hostId;
    this.hostName = options.hostName;
    this.capabilities = new Set(options.capabilities);
    this.asked = new Set(options.asked);
    this.#socket = options.socket;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Does the agent answer within so many milliseconds? */
  async isAlive(withinMs: number): Promise<boolean> {
    return !this.#closed && (await this.#socket.isAlive(withinMs));
  }

  /** Sends what needs no answer. */
  send<Name extends Exclude<keyof ServerToAgent, AckedOrder>>(name: Name, order: Orders[Name]): void {
    if (!this.#closed) this.#socket.emit(name, order);
  }

  /**
   * Sends an order and waits for its answer.
   * @param timeoutMs milliseconds until it is given up
   * @param prolong is given a function that starts the time anew
   * @throws LinkLostError, TimeoutError, or the agent's own error
   */
  request<Name extends AckedOrder>(
    name: Name,
    order: Orders[Name],
    timeoutMs: number,
    options: { signal?: AbortSignal | undefined; prolong?: (again: () => void) => void } = {},
  ): Promise<AckOf<Name>> {
    return new Promise((resolve, reject) => {
      if (this.#closed) {
        reject(new LinkLostError());
        return;
      }
      const settle = (finish: () => void): void => {
        if (!this.#waiting.delete(waiting)) return;
        clearTimeout(timer);
        options.signal?.removeEventListener('abort', abort);
        finish();
      };
      const waiting: Waiting = { reject: (error) => settle(() => reject(error)) };
      const abort = (): void => waiting.reject(new CodedError('cancelled', 'Nobody waits for the answer any more.'));
      const timer = setTimeout(
        () => waiting.reject(new TimeoutError(`Host ${this.hostName()} did not answer within ${timeoutMs / 1000} seconds.`)),
        timeoutMs,
      );
      this.#waiting.add(waiting);
      options.signal?.addEventListener('abort', abort, { once: true });
      options.prolong?.(() => void timer.refresh());
      this.#socket.emit(name, order, (said: unknown) =>
        settle(() => {
          const answer = AckAnswer.safeParse(said);
          if (!answer.success)
            reject(new CodedError('internal', `The agent of host ${this.hostName()} answered ${name} in an unknown form.`));
          else if (answer.data.ok) resolve(answer.data.data as AckOf<Name>);
          else reject(CodedError.fromBody(answer.data.error));
        }),
      );
    });
  }

  /** Hangs up, telling the agent why. */
  cut(error: ErrorBody): void {
    if (this.#closed) return;
    this.#socket.emit('link:refused', error);
    this.#socket.disconnect();
    this.lost();
  }

  /** The connection is gone: whoever waits is told. Does nothing the second time. */
  lost(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const waiting of [...this.#waiting]) waiting.reject(new LinkLostError(`The link to host ${this.hostName()} was lost.`));
    this.emit('closed');
  }
}
