import { UnsupportedError } from '@longshore/contract/errors';

/** Engine 20.10 speaks 1.41; what the agent knows of newer ones ends at 1.51. */
export const OLDEST_API = '1.41';
export const NEWEST_API = '1.51';

/** Orders API versions such as 1.9 and 1.41 by their numbers. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  return (left?.[0] ?? 0) - (right?.[0] ?? 0) || (left?.[1] ?? 0) - (right?.[1] ?? 0);
}

/**
 * The API version to speak with an engine that speaks from `oldest` up to `newest`.
 * @throws UnsupportedError when there is none that both know, saying which side to upgrade
 */
export function negotiate(engine: { version: string; newest: string; oldest: string }): string {
  if (compareVersions(engine.newest, OLDEST_API) < 0) {
    throw new UnsupportedError(
      `Engine ${engine.version} speaks API ${engine.newest}; the oldest supported is ${OLDEST_API}.`,
      'Upgrade Docker on this host to 20.10 or newer.',
    );
  }
  if (compareVersions(engine.oldest, NEWEST_API) > 0) {
    throw new UnsupportedError(
      `Engine ${engine.version} no longer speaks API ${NEWEST_API}, the newest that this agent knows.`,
      'Upgrade the Longshore agent on this host.',
    );
  }
  return compareVersions(engine.newest, NEWEST_API) < 0 ? engine.newest : NEWEST_API;
}
