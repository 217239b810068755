import type { JoinToken } from '@longshore/contract/hosts';

export type JoinTokenState = 'usable' | 'revoked' | 'expired' | 'usedUp';

/** Whether a host can still join with it. @param now milliseconds since the epoch */
export function joinTokenState({ revoked, expiresAt, uses, maxUses }: JoinToken, now: number): JoinTokenState {
  if (revoked) return 'revoked';
  if (uses >= maxUses) return 'usedUp';
  return Date.parse(expiresAt) <= now ? 'expired' : 'usable';
}
