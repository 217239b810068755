import { createHash, randomBytes } from 'node:crypto';

/** 32 random bytes, base64url: nobody guesses them, so a fast hash is all they need at rest. */
export const randomSecret = (): string => randomBytes(32).toString('base64url');

/** SHA-256 of a secret, base64url: the form in which it is stored and looked up. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url');
