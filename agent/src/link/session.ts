import { CodedError, LinkLostError, type Ack } from '@longshore/contract/errors';
import type { AgentToServer } from '@longshore/contract/sockets/agent';

/** What the server takes without an answer. */
export interface Told {
  'mirror:snapshot': Parameters<AgentToServer['mirror:snapshot']>[0];
  'mirror:delta': Parameters<AgentToServer['mirror:delta']>[0];
  'engine:status': Parameters<AgentToServer['engine:status']>[0];
  'stats:samples': Parameters<AgentToServer['stats:samples']>[0];
  'operation:progress': Parameters<AgentToServer['operation:progress']>[0];
  'query:progress': Parameters<AgentToServer['query:progress']>[0];
}

/** What must not be lost: the server acknowledges it when it is kept. */
export interface Asked {
  'engine:events': Parameters<AgentToServer['engine:events']>[0];
  'operation:outcome': Parameters<AgentToServer['operation:outcome']>[0];
  'operation:facts': Parameters<AgentToServer['operation:facts']>[0];
}

/** The part of a socket that a session needs. */
export interface SessionSocket {
  readonly connected: boolean;
  emit(name: string, payload: unknown): unknown;
  timeout(milliseconds: number): { emitWithAck(name: string, payload: unknown): Promise<unknown> };
}

/** How long an acknowledgement may take, in milliseconds. */
const ACK_MS = 30_000;

/** One proven connection to the server, from its welcome to its end. What is told after that goes nowhere. */
export class LinkSession {
  readonly #socket: SessionSocket;

  constructor(socket: SessionSocket) {
    this.#socket = socket;
  }

  tell<Name extends keyof Told>(name: Name, payload: Told[Name]): void {
    // A socket that is not connected would keep it for the next connection, where it means nothing.
    if (this.#socket.connected) this.#socket.emit(name, payload);
  }

  /** Resolves when the server has it. @throws LinkLostError, or what the server refused it with */
  async ask<Name extends keyof Asked>(name: Name, payload: Asked[Name]): Promise<void> {
    if (!this.#socket.connected) throw new LinkLostError();
    let answer: unknown;
    try {
      answer = await this.#socket.timeout(ACK_MS).emitWithAck(name, payload);
    } catch (error) {
      throw new LinkLostError(error instanceof Error ? `The server did not acknowledge ${name}: ${error.message}.` : undefined);
    }
    const ack = answer as Ack<null>;
    if (!ack.ok) throw CodedError.fromBody(ack.error);
  }
}
