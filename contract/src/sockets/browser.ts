import { z } from 'zod';
import type { Ack } from '../errors.ts';
import type { FleetEvent } from '../events.ts';
import type { Host } from '../hosts.ts';
import type { Session } from '../identity.ts';
import type { ContainerRow } from '../containers.ts';
import type { Operation } from '../operations.ts';
import type { ContainerStats } from '../stats.ts';

export * from './browser-paths.ts';

/** Containers of one host; hosts carry what is common to them. */
export interface FleetRows {
  host: string;
  rows: ContainerRow[];
}

/** A change of what this browser may see. */
export type FleetChange =
  | { op: 'host'; host: Host }
  | { op: 'host-gone'; host: string }
  | { op: 'put'; host: string; row: ContainerRow }
  | { op: 'del'; host: string; id: string };

export interface LiveStats {
  host: string;
  id: string;
  stats: ContainerStats;
}

export const FleetWatch = z.object({});
/** Containers on the screen: `host/id`. Their samples come fast; replaces the former list. */
export const StatsLook = z.object({ targets: z.array(z.string().max(200)).max(2000) });
export const EventsLook = z.object({ on: z.boolean() });

export const fromBrowser = { 'fleet:watch': FleetWatch, 'stats:look': StatsLook, 'events:look': EventsLook } as const;

export interface BrowserToServer {
  /** Starts the replica: the ack says how many rows follow in `fleet:rows`, then `fleet:ready`, then changes for ever. */
  'fleet:watch': (
    args: z.infer<typeof FleetWatch>,
    ack: (answer: Ack<{ hosts: Host[]; rows: number; operations: Operation[] }>) => void,
  ) => void;
  'stats:look': (args: z.infer<typeof StatsLook>, ack: (answer: Ack<null>) => void) => void;
  'events:look': (args: z.infer<typeof EventsLook>, ack: (answer: Ack<null>) => void) => void;
}

export interface ServerToBrowser {
  /** A batch of the first picture. */
  'fleet:rows': (batch: FleetRows[]) => void;
  'fleet:ready': () => void;
  'fleet:changes': (changes: FleetChange[]) => void;
  /** This browser fell too far behind, or may see something else now: the replica begins anew. */
  'fleet:reset': () => void;
  'operations:changed': (operations: Operation[]) => void;
  'events:new': (events: FleetEvent[]) => void;
  'stats:samples': (samples: LiveStats[]) => void;
  /** Rights or profile changed. */
  'session:changed': (session: Session) => void;
  /** Signed out, disabled or expired: the socket closes after this. */
  'session:ended': () => void;
}
