import { z } from 'zod';

/** What a browser asks for when it opens a stream: an action of kind `stream`, its host and containers, and its arguments. */
export const StreamRequest = z.object({
  action: z.string(),
  host: z.string(),
  /** Ids, unique prefixes or names; several only where the action takes several. */
  containers: z.array(z.string()).min(1).max(500),
  args: z.unknown(),
});
export type StreamRequest = z.infer<typeof StreamRequest>;

/** The same as it reaches the agent: checked, allowed, with full ids. */
export const StreamOrder = z.object({
  action: z.string(),
  containers: z.array(z.string()).min(1),
  args: z.unknown(),
  interactive: z.boolean(),
});
export type StreamOrder = z.infer<typeof StreamOrder>;
