import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';

const RAW_LENGTH = 32;

/** SHA-256 of a raw public key given as base64url, itself in base64url: how people and join tokens name a key. */
export function fingerprintOf(publicKey: string): string {
  return createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('base64url');
}

/**
 * The key object of a raw Ed25519 public key in base64url; undefined when it is not one. Only the canonical spelling
 * counts, so that one key cannot come under two names.
 */
export function publicKeyOf(text: string): KeyObject | undefined {
  const raw = Buffer.from(text, 'base64url');
  if (raw.length !== RAW_LENGTH || raw.toString('base64url') !== text) return undefined;
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: text }, format: 'jwk' });
}

/** Is this the signature of that text by that key (both base64url)? Anything malformed is simply not. */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  const key = publicKeyOf(publicKey);
  return key !== undefined && verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
}
