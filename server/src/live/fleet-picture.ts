import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ContainerRow } from '@longshore/contract/containers';
import type { FleetRows } from '@longshore/contract/sockets/browser';
import type { LiveSession } from './live-session.ts';

/** Rows in one message: small enough that nothing else waits long. */
const BATCH = 500;

/** The containers of one host, as somebody sees them. The list itself never changes, even if the fleet does. */
export interface HostRows {
  host: string;
  rows: readonly ContainerRow[];
}

/** Cuts the picture of a fleet into messages. */
export function* batchesOf(picture: readonly HostRows[]): Generator<FleetRows[]> {
  let batch: FleetRows[] = [];
  let room = BATCH;
  for (const { host, rows } of picture) {
    for (let at = 0; at < rows.length;) {
      const part = rows.slice(at, at + room);
      batch.push({ host, rows: part });
      at += part.length;
      room -= part.length;
      if (room > 0) continue;
      yield batch;
      batch = [];
      room = BATCH;
    }
  }
  if (batch.length > 0) yield batch;
}

/** Sends a picture at the pace of the browser, and leaves the server time for others in between. False: it is not wanted any more. */
export async function sendPicture(session: LiveSession, picture: readonly HostRows[], isWanted: () => boolean): Promise<boolean> {
  for (const batch of batchesOf(picture)) {
    await session.backlog.empty();
    if (!isWanted()) return false;
    session.socket.emit('fleet:rows', batch);
    await nextTurn();
  }
  return isWanted();
}
