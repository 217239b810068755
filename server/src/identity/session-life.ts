const HOUR = 3_600_000;

/** A session ends this long after it was last used. */
export const SESSION_IDLE = 12 * HOUR;
/** It ends this long after sign-in, however much it is used. */
export const SESSION_MAX = 30 * 24 * HOUR;
/** How exactly "last used" is known: a write per request would be one too many. */
export const SEEN_PRECISION = 60_000;

/** When a session ends, if it is not used again. */
export const sessionEnd = ({ createdAt, lastSeenAt }: { createdAt: Date; lastSeenAt: Date }): Date =>
  new Date(Math.min(lastSeenAt.getTime() + SESSION_IDLE, createdAt.getTime() + SESSION_MAX));
