import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { readIfThere, writeDurably } from './files.ts';
import { HostKey } from './link/keys.ts';

const Joined = z.object({
  hostId: z.string(),
  /** The one server this host obeys: its raw public key, base64url. */
  serverKey: z.string(),
  /** SHA-256 of the token it joined with: a token is for joining once. */
  token: z.string().optional(),
});
type Joined = z.infer<typeof Joined>;

const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url');

/** Who this host is, and whom it belongs to. Kept in the data folder, readable by its owner alone. */
export class Identity {
  readonly key: HostKey;
  readonly #path: string;
  #joined: Joined | undefined;

  private constructor(key: HostKey, path: string, joined: Joined | undefined) {
    this.key = key;
    this.#path = path;
    this.#joined = joined;
  }

  /** Reads it, or makes a key on the first start. @throws Error when what is there cannot be read */
  static async load(dataDir: string): Promise<Identity> {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    const keyPath = join(dataDir, 'agent-key.pem');
    const pem = await readIfThere(keyPath);
    const key = pem === undefined ? HostKey.make() : HostKey.fromPem(pem);
    if (pem === undefined) await writeDurably(keyPath, key.toPem());
    const path = join(dataDir, 'joined.json');
    const text = await readIfThere(path);
    return new Identity(key, path, text === undefined ? undefined : Joined.parse(JSON.parse(text)));
  }

  /** The pinned key of the server; undefined before the host has joined one. */
  get serverKey(): string | undefined {
    return this.#joined?.serverKey;
  }

  get hostId(): string | undefined {
    return this.#joined?.hostId;
  }

  /** Whether it joined with this very token. */
  joinedWith(token: string): boolean {
    return this.#joined?.token === hashOf(token);
  }

  /** From now on it obeys this server alone. */
  async join(joined: { hostId: string; serverKey: string; token: string | undefined }): Promise<void> {
    const token = joined.token === undefined ? this.#joined?.token : hashOf(joined.token);
    const next: Joined = { hostId: joined.hostId, serverKey: joined.serverKey, ...(token === undefined ? {} : { token }) };
    if (JSON.stringify(next) === JSON.stringify(this.#joined)) return;
    await writeDurably(this.#path, `${JSON.stringify(next, null, 2)}\n`);
    this.#joined = next;
  }
}
