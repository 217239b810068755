import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';

/** An Ed25519 key of this host. */
export class HostKey {
  readonly #privateKey: KeyObject;
  /** Raw public key, base64url. */
  readonly publicKey: string;

  private constructor(privateKey: KeyObject) {
    this.#privateKey = privateKey;
    const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
    if (x === undefined) throw new Error('The key of this host is not an Ed25519 key.');
    this.publicKey = x;
  }

  static make(): HostKey {
    return new HostKey(generateKeyPairSync('ed25519').privateKey);
  }

  /** @throws Error when the text is no Ed25519 key */
  static fromPem(pem: string): HostKey {
    return new HostKey(createPrivateKey(pem));
  }

  toPem(): string {
    return this.#privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  }

  /** A signature, base64url. */
  sign(text: string): string {
    return sign(null, Buffer.from(text), this.#privateKey).toString('base64url');
  }
}

/** Whether the owner of a raw Ed25519 public key (base64url) signed this text. */
export function signedBy(publicKey: string, text: string, signature: string): boolean {
  let key: KeyObject;
  try {
    key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
  } catch {
    // What is no key signed nothing.
    return false;
  }
  return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
}

/** SHA-256 of a raw public key, base64url: how people and join tokens name it. */
export const fingerprint = (publicKey: string): string =>
  createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('base64url');
