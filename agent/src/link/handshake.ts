import { randomBytes } from 'node:crypto';
import { CodedError } from '@longshore/contract/errors';
import type { AgentInfo } from '@longshore/contract/hosts';
import {
  PROTOCOL,
  proofText,
  type AgentHello,
  type AgentProof,
  type LinkWelcome,
  type ServerChallenge,
} from '@longshore/contract/sockets/agent';
import type { Identity } from '../identity.ts';
import type { JoinToken } from './join-token.ts';
import { fingerprint, signedBy } from './keys.ts';

/** The server is not the one this host belongs to, or does not speak our protocol: nothing is told to it. */
export class UntrustedServerError extends CodedError {
  constructor(message: string, hint: string) {
    super('link_refused', message, { hint });
  }
}

export interface HandshakeParts {
  identity: Identity;
  joinToken: JoinToken | undefined;
  /** The name to join under. */
  hostName: string;
  info: Omit<AgentInfo, 'protocol'>;
}

/** The mutual proof of one connection. Each connection needs one of its own, for its nonce. */
export class Handshake {
  readonly hello: AgentHello;
  readonly #parts: HandshakeParts;
  #serverKey: string | undefined;

  constructor(parts: HandshakeParts) {
    this.#parts = parts;
    this.hello = {
      key: parts.identity.key.publicKey,
      nonce: randomBytes(32).toString('base64url'),
      protocol: PROTOCOL,
      hostname: parts.info.hostname,
    };
  }

  /**
   * Proves this host to a server that has proven itself, on the connection with this socket.io id.
   * @throws UntrustedServerError
   */
  answer(socket: string, challenge: ServerChallenge): AgentProof {
    const { identity, info, hostName } = this.#parts;
    this.#checkKey(challenge.key);
    const parts = {
      socket,
      clientNonce: this.hello.nonce,
      serverNonce: challenge.nonce,
      serverKey: challenge.key,
      agentKey: this.hello.key,
    };
    if (!signedBy(challenge.key, proofText('server', parts), challenge.signature)) {
      throw new UntrustedServerError(
        'The server did not prove that it holds its key.',
        'Something between this host and the server alters the connection, or answers in its place.',
      );
    }
    this.#serverKey = challenge.key;
    const token = this.#unusedToken()?.text;
    return {
      signature: identity.key.sign(proofText('agent', parts)),
      info,
      ...(token === undefined ? {} : { join: { token, name: hostName } }),
    };
  }

  /** Pins the server that took this host. @throws UntrustedServerError when its protocol is none of ours */
  async complete(welcome: LinkWelcome): Promise<void> {
    if (welcome.protocol < PROTOCOL.min || welcome.protocol > PROTOCOL.max) {
      throw new UntrustedServerError(
        `The server chose protocol ${welcome.protocol}; this agent speaks ${PROTOCOL.min} to ${PROTOCOL.max}.`,
        'Upgrade the older of the two.',
      );
    }
    if (this.#serverKey === undefined) throw new UntrustedServerError('The server proved nothing.', 'Try again.');
    await this.#parts.identity.join({ hostId: welcome.hostId, serverKey: this.#serverKey, token: this.#parts.joinToken?.text });
  }

  /** A token that was not used yet also moves this host to another server: whoever set it wanted that. */
  #unusedToken(): JoinToken | undefined {
    const { identity, joinToken } = this.#parts;
    return joinToken === undefined || identity.joinedWith(joinToken.text) ? undefined : joinToken;
  }

  #checkKey(key: string): void {
    const pinned = this.#parts.identity.serverKey;
    const token = this.#unusedToken();
    const wanted = token?.serverKeyHash ?? (pinned === undefined ? undefined : fingerprint(pinned));
    if (wanted === undefined) {
      throw new UntrustedServerError('This host has not joined a server.', 'Make a join token on the server and set LONGSHORE_JOIN_TOKEN.');
    }
    if (fingerprint(key) !== wanted) {
      throw new UntrustedServerError(
        `The server at this address has another key (${fingerprint(key)}) than the one this host ${token === undefined ? 'belongs to' : 'is to join'} (${wanted}).`,
        'If the server was set up anew, make a join token there and set LONGSHORE_JOIN_TOKEN; else somebody answers in its place.',
      );
    }
  }
}
