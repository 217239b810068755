import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ForbiddenError, type ErrorBody } from '@longshore/contract/errors';
import type { ActionName } from '@longshore/contract/registry';
import { AccessService } from '../access/access.service.ts';
import type { Principal } from '../access/principal.ts';
import type { Target } from '../actions/target.ts';
import { Fleet } from '../fleet/fleet.ts';

/** Something open that somebody was allowed to open. */
export interface StreamGrant {
  readonly action: ActionName;
  /** Who is it now; replaced when rights change. */
  principal: Principal;
  readonly targets: readonly Target[];
  /** Ends it. */
  readonly end: (error: ErrorBody) => void;
}

/** Every stream that is open, so that none outlives the right to it: neither when a person's rights change nor when a host is tagged anew. */
@Injectable()
export class StreamGrants implements OnModuleInit {
  readonly #grants = new Set<StreamGrant>();

  constructor(
    private readonly access: AccessService,
    private readonly fleet: Fleet,
  ) {}

  onModuleInit(): void {
    this.fleet.on('update', ({ kind, host }) => {
      if (kind === 'host') this.#judge((grant) => grant.targets.some((target) => target.host.id === host.id));
    });
  }

  /**
   * Returns what forgets it, to be called when it has ended.
   * @throws ForbiddenError when the right to it is gone: a log that was broken off is opened again, perhaps long after it was allowed
   */
  add(grant: StreamGrant): () => void {
    for (const { resource } of grant.targets) this.access.require(grant.principal, grant.action, resource);
    this.#grants.add(grant);
    return () => void this.#grants.delete(grant);
  }

  /** Somebody has other rights now: what was opened on one connection of theirs is judged by them. */
  rejudge(former: Principal, principal: Principal): void {
    for (const grant of this.#grants) if (grant.principal === former) grant.principal = principal;
    this.#judge((grant) => grant.principal === principal);
  }

  #judge(which: (grant: StreamGrant) => boolean): void {
    for (const grant of [...this.#grants]) {
      if (!which(grant) || grant.targets.every(({ resource }) => this.access.may(grant.principal, grant.action, resource))) continue;
      this.#grants.delete(grant);
      grant.end(new ForbiddenError(`${grant.action} is not granted to you any more.`).toBody());
    }
  }
}
