import { Injectable } from '@nestjs/common';
import {
  builtInRoles,
  decide,
  grantedEverywhere,
  grantedSomewhere,
  type Principal,
  type Resource,
  type Role,
} from '@longshore/contract/access';
import { ForbiddenError } from '@longshore/contract/errors';
import type { ActionName } from '@longshore/contract/registry';

/** Every question "may they?" of the server ends here, and here in `decide` of the contract. */
@Injectable()
export class AccessService {
  /** The roles there are. Built in for now; a table later. */
  get roles(): readonly Role[] {
    return builtInRoles;
  }

  /** @throws ForbiddenError naming the missing permission */
  require(principal: Principal, action: ActionName, resource: Resource = {}): void {
    const decision = decide(principal, action, resource, this.roles);
    if (decision.allowed) return;
    throw new ForbiddenError(decision.reason, { hint: `It needs the permission ${action}; an administrator can grant it.` });
  }

  may(principal: Principal, action: ActionName, resource: Resource = {}): boolean {
    return decide(principal, action, resource, this.roles).allowed;
  }

  /** Anywhere at all: for lists that are filtered row by row. @throws ForbiddenError */
  requireSomewhere(principal: Principal, action: ActionName): void {
    if (!grantedSomewhere(principal, action, this.roles)) this.require(principal, action);
  }

  /** On everything: nothing has to be filtered. */
  everywhere(principal: Principal, action: ActionName): boolean {
    return grantedEverywhere(principal, action, this.roles);
  }
}
