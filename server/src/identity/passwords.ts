import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import pLimit from 'p-limit';
import { randomSecret } from './secret.ts';

/** OWASP's parameters for argon2id, the library's default algorithm: 19 MiB, two passes. */
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** How many are hashed at once: a burst of sign-ins may take all of a core, but not all cores and memory. */
const AT_ONCE = 2;

/** Passwords at rest. */
@Injectable()
export class Passwords {
  readonly #limit = pLimit(AT_ONCE);
  /** Hash of a password that nobody has. */
  #nobodys: Promise<string> | undefined;

  hash(password: string): Promise<string> {
    return this.#limit(() => hash(password, options));
  }

  /** Takes as long for a user who does not exist (`undefined`), so that the time tells nobody which names there are. */
  async matches(passwordHash: string | undefined, password: string): Promise<boolean> {
    this.#nobodys ??= this.hash(randomSecret());
    const against = passwordHash ?? (await this.#nobodys);
    const right = await this.#limit(() => verify(against, password));
    return right && passwordHash !== undefined;
  }
}
