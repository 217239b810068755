import { Injectable } from '@nestjs/common';
import { EventEmitter } from 'node:events';

/**
 * What happened to somebody's rights:
 * - `changed`: their bindings, name or profile are different now, so whatever is open is judged anew;
 * - `ended`: one credential of theirs, or every one when none is named, is worth nothing any more.
 */
export type PrincipalChange =
  { readonly kind: 'changed'; readonly user: string } | { readonly kind: 'ended'; readonly user: string; readonly credential?: string };

/** Does this change end that credential of that user? */
export function endsCredential(change: PrincipalChange, user: string, credential: string): boolean {
  if (change.kind !== 'ended' || change.user !== user) return false;
  return change.credential === undefined || change.credential === credential;
}

/** Tells open sockets and streams, within this process, that rights changed. Emit only after the change is committed. */
@Injectable()
export class PrincipalChanges {
  readonly #emitter = new EventEmitter().setMaxListeners(0);

  emit(change: PrincipalChange): void {
    this.#emitter.emit('change', change);
  }

  /** Calls back on every change until the returned function is called. */
  listen(listener: (change: PrincipalChange) => void): () => void {
    this.#emitter.on('change', listener);
    return () => void this.#emitter.off('change', listener);
  }
}
