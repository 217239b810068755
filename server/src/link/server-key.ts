import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { chmod, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fingerprintOf } from './ed25519.ts';

const FILE = 'server-key';

/**
 * The identity of this server: an Ed25519 key in its data folder. Agents are pinned to it by their join token,
 * so whoever loses the file has to join every agent anew.
 */
export class ServerKey {
  readonly #key: KeyObject;
  /** Raw public key, base64url. */
  readonly publicKey: string;
  /** SHA-256 of the raw public key, base64url: the part of a join token that pins the server. */
  readonly fingerprint: string;

  private constructor(key: KeyObject) {
    this.#key = key;
    this.publicKey = createPublicKey(key).export({ format: 'jwk' }).x ?? '';
    this.fingerprint = fingerprintOf(this.publicKey);
  }

  /** Reads the key of a data folder; makes it at the first start. Only the owner may read it. */
  static async load(folder: string): Promise<ServerKey> {
    const path = join(folder, FILE);
    const pem = (await readIfThere(path)) ?? (await create(folder, path));
    await chmod(path, 0o600);
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${path} is not an Ed25519 key. Restore it from a backup.`);
    return new ServerKey(key);
  }

  /** Signature in base64url. */
  sign(text: string): string {
    return sign(null, Buffer.from(text), this.#key).toString('base64url');
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Written whole under another name first: a crash must not leave half a key. */
async function create(folder: string, path: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const pem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  const draft = `${path}.${process.pid}`;
  await rm(draft, { force: true });
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(pem);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
  return pem;
}
