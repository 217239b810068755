import { z } from 'zod';
import { local } from './action.ts';
import { Nothing } from './page.ts';

export const Overview = z.object({
  hosts: z.object({ total: z.int(), online: z.int() }),
  /** Counts by state, and those whose health is bad. */
  containers: z.object({ total: z.int(), states: z.record(z.string(), z.int()), unhealthy: z.int() }),
  images: z.int(),
  volumes: z.int(),
  networks: z.int(),
  /** Operations that have not ended. */
  operations: z.int(),
});
export type Overview = z.infer<typeof Overview>;

export const overviewActions = {
  'overview.get': local({
    method: 'GET',
    path: '/overview',
    target: 'none',
    filtered: true,
    args: Nothing,
    result: Overview,
    summary: 'The fleet in numbers',
  }),
} as const;
