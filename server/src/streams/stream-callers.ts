import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { CodedError, UnauthenticatedError } from '@longshore/contract/errors';
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
export class StreamCallers implements OnModuleDestroy {
  readonly #stops = new Set<(reason: CodedError) => void>();

  constructor(
    private readonly principals: PrincipalService,
    private readonly grants: StreamGrants,
  ) {}

  /** What is followed would be followed for ever. */
  onModuleDestroy(): void {
    for (const stop of [...this.#stops]) stop(new CodedError('cancelled', 'The server is stopping.'));
  }

  /** @param client aborted when the client has left */
  watch(signedIn: Principal, address: string, client?: AbortSignal): StreamCaller {
    const own = new AbortController();
    let principal = signedIn;
    let ended: CodedError | undefined;
    const stop = (reason: CodedError): void => {
      ended = reason;
      own.abort(reason);
    };
    this.#stops.add(stop);
    const unfollow = this.principals.follow(signedIn, {
      changed: (fresh) => {
        this.grants.rejudge(principal, fresh);
        principal = fresh;
      },
      ended: () => stop(new UnauthenticatedError('The session or API token has ended.')),
    });
    return {
      principal: () => principal,
      address,
      signal: client === undefined ? own.signal : AbortSignal.any([client, own.signal]),
      ended: () => ended,
      done: () => {
        unfollow();
        this.#stops.delete(stop);
        own.abort();
      },
    };
  }
}
