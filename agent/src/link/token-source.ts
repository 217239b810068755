import { setTimeout as delay } from 'node:timers/promises';
import { readIfThere } from '../files.ts';
import type { Identity } from '../identity.ts';
import type { Log } from '../log.ts';
import { parseJoinToken, type JoinToken } from './join-token.ts';

/** Between two looks at a file that is not there yet, in milliseconds. */
const LOOK_MS = 500;

/** Gives the token to join with, for one connection: waits for it where it has to be written yet. Undefined: there is none, or none is needed. */
export type TokenSource = (signal: AbortSignal) => Promise<JoinToken | undefined>;

export interface TokenSourceParts {
  /** The token of the environment: it wins. */
  given: JoinToken | undefined;
  /** Path of a file that the server writes one to, for a host that has not joined. */
  file: string | undefined;
  identity: Identity;
  log: Log;
}

export function tokenSource({ given, file, identity, log }: TokenSourceParts): TokenSource {
  let told = '';
  return async (signal) => {
    // Read anew for each connection: a server that starts replaces the token.
    while (given === undefined && file !== undefined && identity.serverKey === undefined && !signal.aborted) {
      const found = await look(file);
      if (typeof found !== 'string') return found;
      if (found !== told) log.warn({ file }, found);
      told = found;
      await delay(LOOK_MS, undefined, { signal }).catch(() => undefined);
    }
    return given;
  };
}

/** The token, or why there is none. */
async function look(file: string): Promise<JoinToken | string> {
  try {
    const text = await readIfThere(file);
    return text === undefined
      ? 'waiting for the server to write a join token to the file of LONGSHORE_JOIN_TOKEN_FILE'
      : parseJoinToken(text.trim());
  } catch (error) {
    return `LONGSHORE_JOIN_TOKEN_FILE holds no join token that can be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}
