import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import type { Ack, ErrorBody } from '@longshore/contract/errors';
import {
  AGENT_NAMESPACE,
  AGENT_SOCKET_PATH,
  PROTOCOL,
  proofText,
  type AgentProof,
  type AgentToServer,
  type LinkWelcome,
  type ServerChallenge,
  type ServerToAgent,
} from '@longshore/contract/sockets/agent';
import { io, type Socket } from 'socket.io-client';
import parser from 'socket.io-msgpack-parser';

/** An Ed25519 key pair as agents hold it. */
export interface AgentKey {
  private: KeyObject;
  /** Raw, base64url. */
  public: string;
}

export function makeAgentKey(): AgentKey {
  const pair = generateKeyPairSync('ed25519');
  return { private: pair.privateKey, public: pair.publicKey.export({ format: 'jwk' }).x ?? '' };
}

export interface Script {
  key: AgentKey;
  hostname?: string;
  protocol?: { min: number; max: number };
  token?: string;
  name?: string;
  /** Changes the proof before it is sent: a forged one, or one recorded elsewhere. */
  forge?: (proof: AgentProof, challenge: ServerChallenge) => AgentProof;
}

export interface Attempt {
  socket: Socket<ServerToAgent, AgentToServer>;
  /** The proof as it was sent. */
  proof: AgentProof | undefined;
  /** What the server said in the end. */
  outcome: { welcome: LinkWelcome } | { refused: ErrorBody };
}

/** Tries to link as an agent would, by the given script: for the handshake, and for thousands of agents without engines. */
export async function attemptLink(url: string, script: Script): Promise<Attempt> {
  const nonce = randomBytes(32).toString('base64url');
  const hostname = script.hostname ?? 'scripted';
  const socket: Attempt['socket'] = io(`${url}${AGENT_NAMESPACE}`, {
    path: AGENT_SOCKET_PATH,
    transports: ['websocket'],
    parser,
    reconnection: false,
    forceNew: true,
    auth: { key: script.key.public, nonce, protocol: script.protocol ?? PROTOCOL, hostname },
  });
  let sent: AgentProof | undefined;
  const outcome = await new Promise<Attempt['outcome']>((resolve, reject) => {
    socket.on('link:refused', (refused) => resolve({ refused }));
    socket.on('disconnect', (reason) => reject(new Error(`Hung up without a word: ${reason}`)));
    socket.on('connect_error', reject);
    socket.on('link:challenge', (challenge) => {
      const text = proofText('agent', {
        socket: socket.id ?? '',
        clientNonce: nonce,
        serverNonce: challenge.nonce,
        serverKey: challenge.key,
        agentKey: script.key.public,
      });
      const proof: AgentProof = {
        signature: sign(null, Buffer.from(text), script.key.private).toString('base64url'),
        info: { version: '0.0.0-test', node: process.version, platform: 'linux', hostname, capabilities: [] },
        ...(script.token === undefined ? {} : { join: { token: script.token, name: script.name ?? hostname } }),
      };
      sent = script.forge?.(proof, challenge) ?? proof;
      socket.emit('link:prove', sent, (answer: Ack<LinkWelcome>) =>
        resolve(answer.ok ? { welcome: answer.data } : { refused: answer.error }),
      );
    });
  });
  return { socket, proof: sent, outcome };
}
