import { randomBytes } from 'node:crypto';
import { AgentHello, AgentProof, proofText, type ServerChallenge } from '@longshore/contract/sockets/agent';
import { isSignedBy, publicKeyOf } from './ed25519.ts';
import { LinkRefusedError } from './link-refused.ts';
import { negotiate } from './protocol.ts';

/** What the handshake needs of the server's identity. */
export interface Signer {
  readonly publicKey: string;
  sign(text: string): string;
}

const NONCE_BYTES = 32;

/** Both sides prove their keys over one text that names this connection, so nothing signed here is worth anything elsewhere. */
export class Handshake {
  readonly hello: AgentHello;
  /** The link protocol that will be spoken. */
  readonly protocol: number;
  readonly challenge: ServerChallenge;
  readonly #expected: string;
  #answered = false;

  private constructor(signer: Signer, socketId: string, hello: AgentHello) {
    this.hello = hello;
    this.protocol = negotiate(hello.protocol);
    const nonce = randomBytes(NONCE_BYTES).toString('base64url');
    const parts = { socket: socketId, clientNonce: hello.nonce, serverNonce: nonce, serverKey: signer.publicKey, agentKey: hello.key };
    this.challenge = { key: signer.publicKey, nonce, signature: signer.sign(proofText('server', parts)) };
    this.#expected = proofText('agent', parts);
  }

  /** Answers what an agent says first. @throws LinkRefusedError */
  static begin(signer: Signer, socketId: string, said: unknown): Handshake {
    const hello = AgentHello.safeParse(said);
    if (!hello.success)
      throw new LinkRefusedError('The agent did not introduce itself in the form of the link protocol.', 'Upgrade the agent.');
    if (publicKeyOf(hello.data.key) === undefined) throw new LinkRefusedError('The agent’s key is not an Ed25519 public key.');
    if (Buffer.from(hello.data.nonce, 'base64url').length < NONCE_BYTES) throw new LinkRefusedError('The agent’s nonce is too short.');
    return new Handshake(signer, socketId, hello.data);
  }

  /** Checks the agent's proof, once. @throws LinkRefusedError */
  prove(said: unknown): AgentProof {
    if (this.#answered) throw new LinkRefusedError('The agent tried to prove itself twice on one connection.');
    this.#answered = true;
    const proof = AgentProof.safeParse(said);
    if (!proof.success) throw new LinkRefusedError('The agent’s proof is not in the form of the link protocol.', 'Upgrade the agent.');
    if (!isSignedBy(this.hello.key, this.#expected, proof.data.signature)) {
      throw new LinkRefusedError(
        'The agent’s signature does not prove its key for this connection.',
        'It was altered on the way, or made for another one.',
      );
    }
    return proof.data;
  }
}
