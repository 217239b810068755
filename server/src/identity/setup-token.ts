import { timingSafeEqual } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hashSecret, randomSecret } from './secret.ts';

/**
 * The secret of the one-time set-up link: kept in a file of the data folder that only the server's user can read, so that the
 * link stays the same from start to start until it is used.
 */
export class SetupToken {
  readonly #path: string;

  constructor(data: string) {
    this.#path = join(data, 'setup-token');
  }

  async read(): Promise<string> {
    const kept = await readFile(this.#path, 'utf8').catch(() => '');
    if (kept !== '') return kept;
    const token = randomSecret();
    await writeFile(this.#path, token, { mode: 0o600 });
    return token;
  }

  /** Compares in a time that does not depend on how much of it is right. */
  async matches(given: string): Promise<boolean> {
    return timingSafeEqual(Buffer.from(hashSecret(given)), Buffer.from(hashSecret(await this.read())));
  }

  async forget(): Promise<void> {
    await rm(this.#path, { force: true });
  }
}
