import { Injectable } from '@nestjs/common';
import { UnauthenticatedError, type CodedError } from '@longshore/contract/errors';
import type { Principal } from '../access/principal.ts';
import { PrincipalService } from '../identity/principal.service.ts';
import { StreamGrants } from './stream-grants.ts';

/** Somebody with streams open, on one connection. */
export interface StreamCaller {
  /** Who it is now: rights change while streams are open. */
  readonly principal: () => Principal;
  readonly address: string;
  /** Aborted when the client has left, its credential has ended, or `done` was called. */
  readonly signal: AbortSignal;
  /** Why we ended it; undefined when we did not. */
  readonly ended: () => CodedError | undefined;
  /** To be called when it is over. */
  readonly done: () => void;
}

/** Keeps what is open in step with the rights of whoever opened it, within moments. */
@Injectable()
export class StreamCallers {
  constructor(
    private readonly principals: PrincipalService,
    private readonly grants: StreamGrants,
  ) {}

  /** @param client aborted when the client has left */
  watch(signedIn: Principal, address: string, client?: AbortSignal): StreamCaller {
    const own = new AbortController();
    let principal = signedIn;
    let ended: CodedError | undefined;
    const unfollow = this.principals.follow(signedIn, {
      changed: (fresh) => {
        this.grants.rejudge(principal, fresh);
        principal = fresh;
      },
      ended: () => {
        ended = new UnauthenticatedError('The session or API token has ended.');
        own.abort(ended);
      },
    });
    return {
      principal: () => principal,
      address,
      signal: client === undefined ? own.signal : AbortSignal.any([client, own.signal]),
      ended: () => ended,
      done: () => {
        unfollow();
        own.abort();
      },
    };
  }
}
