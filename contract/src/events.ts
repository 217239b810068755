import { z } from 'zod';
import { local } from './action.ts';
import { page, PageArgs, Time } from './page.ts';

/** An engine event as its agent forwards it. */
export const EngineEvent = z.object({
  /** Grows by one per event within an agent's epoch. */
  seq: z.int(),
  /** Nanoseconds since the epoch, by the engine's clock, as a decimal string. */
  time: z.string(),
  /** container, image, volume, network, daemon, plugin, … */
  type: z.string(),
  /** start, die, pull, … */
  action: z.string(),
  /** The object it is about, and the name the engine gives it. */
  id: z.string(),
  name: z.string(),
  attributes: z.record(z.string(), z.string()),
});
export type EngineEvent = z.infer<typeof EngineEvent>;

/** The same, as the fleet keeps it. */
export const FleetEvent = EngineEvent.omit({ seq: true, time: true }).extend({
  /** Order within the fleet. */
  id: z.string(),
  at: Time,
  host: z.uuid(),
  hostName: z.string(),
  object: z.string(),
});
export type FleetEvent = z.infer<typeof FleetEvent>;

export const eventActions = {
  'event.list': local({
    method: 'GET',
    path: '/events',
    target: 'none',
    filtered: true,
    args: PageArgs.extend({
      host: z.string().optional(),
      type: z.string().max(50).optional(),
      action: z.string().max(100).optional(),
      object: z.string().max(200).optional().describe('Id or name of the object'),
      since: Time.optional(),
      until: Time.optional(),
    }),
    result: page(FleetEvent),
    summary: 'Engine events of the fleet, newest first',
  }),
} as const;
