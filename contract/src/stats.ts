import { z } from 'zod';

/** One sample of what a container uses. Counters count since the container started. */
export const ContainerStats = z.object({
  /** Milliseconds since the epoch, by the engine's clock. */
  at: z.number(),
  /** Percent of one core, so 200 is two cores; null until two readings exist. */
  cpu: z.number().nullable(),
  /** Bytes, without the page cache that the kernel would give back: as `docker stats` shows it. */
  memory: z.number(),
  /** Bytes; the host's memory when no limit is set. */
  memoryLimit: z.number(),
  /** Bytes received and sent over all networks. */
  networkIn: z.number(),
  networkOut: z.number(),
  /** Bytes read from and written to block devices. */
  blockRead: z.number(),
  blockWrite: z.number(),
  pids: z.number(),
});
export type ContainerStats = z.infer<typeof ContainerStats>;
