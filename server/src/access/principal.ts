import type { Principal as Bound } from '@longshore/contract/access';

/** Whoever calls: a user, by a browser session or by an API token of theirs. */
export interface Principal extends Bound {
  readonly user: { readonly id: string; readonly name: string };
  /** What proved it. It ends with this, whichever socket or stream it was used for. */
  readonly by: Credential;
}

export type Credential =
  /** A session cookie. */
  | { readonly kind: 'session'; readonly id: string; readonly expiresAt: Date }
  /** An API token; null never expires. */
  | { readonly kind: 'token'; readonly id: string; readonly name: string; readonly expiresAt: Date | null };

/** Name of the API token it came by, for records of who did what; undefined for a session. */
export const tokenName = (principal: Principal): string | undefined => (principal.by.kind === 'token' ? principal.by.name : undefined);
