import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import type { IncomingHttpHeaders } from 'node:http';
import { ForbiddenError, UnauthenticatedError } from '@longshore/contract/errors';
import type { Credential, Principal } from '../access/principal.ts';
import { endsCredential, PrincipalChanges } from '../access/principal-changes.ts';
import { judgeOrigin } from '../actions/origin.ts';
import { Config } from '../config/config.ts';
import { CredentialStore } from './credential-store.ts';
import { sessionSecret } from './session-cookie.ts';

/** What somebody who keeps a socket or stream open wants to hear. */
export interface PrincipalFollower {
  /** Other rights or another name: judge anew what is open. */
  changed(principal: Principal): void;
  /** Signed out, disabled, revoked or expired: close. */
  ended(): void;
}

/** Longest delay that setTimeout takes: about 24 days. */
const MAX_DELAY = 2 ** 31 - 1;

/** Who calls. */
@Injectable()
export class PrincipalService {
  constructor(
    private readonly config: Config,
    private readonly store: CredentialStore,
    private readonly changes: PrincipalChanges,
  ) {}

  /**
   * The caller behind the headers of a request, an upgrade or a socket.io handshake: a bearer token, else the session cookie.
   * A browser sends the cookie with whatever any site makes it ask, so with `ownPageOnly` (everything that changes something or
   * opens a socket) a cookie counts only together with our own origin.
   * @throws UnauthenticatedError, ForbiddenError
   */
  async authenticate(headers: IncomingHttpHeaders, { ownPageOnly }: { ownPageOnly: boolean }): Promise<Principal> {
    // Another scheme is for a proxy before us.
    const [, token] = /^Bearer +(.*)$/i.exec(headers.authorization ?? '') ?? [];
    if (token !== undefined) {
      const principal = await this.store.byToken(token.trim());
      if (principal === undefined) throw new UnauthenticatedError('The API token is unknown, revoked or expired.');
      return principal;
    }
    const secret = sessionSecret(headers);
    if (secret === undefined) throw new UnauthenticatedError();
    const origin = ownPageOnly ? judgeOrigin(headers, this.config.publicUrl) : 'ours';
    if (origin === 'foreign')
      throw new ForbiddenError('Another site asked for this.', {
        hint: 'Behind a proxy, set LONGSHORE_PUBLIC_URL to the address that browsers use.',
      });
    if (origin === 'untold')
      throw new ForbiddenError('A session cookie alone may not do this.', { hint: 'Send the Origin header, or use an API token.' });
    const principal = await this.store.bySession(secret);
    if (principal === undefined) throw new UnauthenticatedError('The session has ended; sign in again.');
    return principal;
  }

  /**
   * Keeps a socket or stream honest: tells within moments when rights change or the credential ends, by deed or by time.
   * Returns the function that stops it; after `ended` nothing more is told.
   */
  follow(principal: Principal, follower: PrincipalFollower): () => void {
    let current = principal;
    let timer: NodeJS.Timeout | undefined;
    let over = false;
    /** Looks that were begun: of two under way only the later one counts, for the earlier may have seen what was before a change. */
    let looks = 0;
    let owed = false;
    const stop = (): void => {
      over = true;
      clearTimeout(timer);
      unlisten();
    };
    const end = (): void => {
      if (over) return;
      stop();
      follower.ended();
    };
    const look = async (tell: boolean): Promise<void> => {
      looks += 1;
      owed ||= tell;
      const mine = looks;
      const fresh = await this.store.byCredential(current.by.kind, current.by.id);
      if (over || mine !== looks) return;
      if (fresh === undefined) {
        end();
        return;
      }
      const other = !isDeepStrictEqual(fresh.bindings, current.bindings);
      current = fresh;
      arm(fresh.by);
      const wanted = owed || other;
      owed = false;
      if (wanted) follower.changed(fresh);
    };
    // A database that does not answer leaves the rights unknown, and unknown rights are none.
    const lookAgain = (tell: boolean): void => void look(tell).catch(end);
    const arm = ({ expiresAt }: Credential): void => {
      clearTimeout(timer);
      if (expiresAt === null) return;
      timer = setTimeout(() => lookAgain(false), Math.min(Math.max(expiresAt.getTime() - Date.now(), 0), MAX_DELAY)).unref();
    };
    const unlisten = this.changes.listen((change) => {
      if (endsCredential(change, current.user.id, current.by.id)) end();
      else if (change.kind === 'changed' && change.user === current.user.id) lookAgain(true);
    });
    arm(current.by);
    // What happened between the proof and now was told to nobody.
    lookAgain(false);
    return stop;
  }
}
