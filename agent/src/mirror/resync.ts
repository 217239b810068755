import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import pLimit from 'p-limit';
import type { EngineContainers } from '../engine/containers.ts';
import { rowOf } from './container-row.ts';
import type { Mirror } from './mirror.ts';
import type { Refresher } from './refresher.ts';

/** So few at once that nobody feels it. */
const CONCURRENCY = 2;
/** Milliseconds in which an event that is on its way must have come. */
const GRACE_MS = 1000;

/**
 * Compares the mirror with the engine, container by container, and repairs what is wrong.
 * Wrong is what differs although no event touched it within the grace: the events did not tell of it.
 * @returns the ids that had drifted
 */
export async function resync(containers: EngineContainers, mirror: Mirror, refresher: Refresher, signal: AbortSignal): Promise<string[]> {
  const listed = await containers.list(signal);
  const ids = new Set([...listed.map((summary) => summary.Id), ...[...mirror.rows].map((row) => row.id)]);
  const limit = pLimit(CONCURRENCY);
  const drifted: string[] = [];
  const check = async (id: string) => {
    const before = mirror.row(id);
    const document = await containers.inspect(id, signal);
    const now = document === null ? undefined : rowOf(document);
    if (isDeepStrictEqual(before, now)) return;
    await delay(GRACE_MS, undefined, { signal });
    if (mirror.row(id) !== before) return;
    await refresher.refresh(id);
    // It may have gone back by itself, in which case the events of both are still to come.
    if (mirror.row(id) !== before) drifted.push(id);
  };
  await Promise.all([...ids].map((id) => limit(() => check(id))));
  return drifted;
}
