import { z } from 'zod';
import { stream } from './action.ts';
import { Flag, wholeNumber } from './page.ts';
import { MAX_LOG_SOURCES } from './streams/log-records.ts';

export { MAX_LOG_SOURCES };

/** A point in time: ISO 8601, or seconds since the epoch with up to nine decimals, or `10m` ago as docker writes it. */
export const LogTime = z
  .string()
  .regex(
    /^(?:\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)?)?|\d{1,12}(?:\.\d{1,9})?|(?:\d{1,9}(?:ns|us|ms|s|m|h))+)$/,
    'must be an ISO 8601 time, seconds since the epoch, or a duration such as 10m',
  );

const Tail = z.union([z.literal('all'), wholeNumber(0, 10_000_000)]);

/** Which part of a log, and whether to go on with what comes. */
export const LogArgs = z.strictObject({
  follow: Flag.default(false),
  /** Lines from the end of each container's log. */
  tail: Tail.default('all'),
  since: LogTime.optional(),
  until: LogTime.optional(),
  timestamps: Flag.default(false).describe('Plain downloads only: each line begins with its time'),
  stdout: Flag.default(true),
  stderr: Flag.default(true),
});
export type LogArgs = z.infer<typeof LogArgs>;

/** How far one output of one container was read: `count` messages of the time `last` were delivered. */
const OutputPosition = z.object({ last: z.string().max(40), count: z.int().min(0) });
export const LogPosition = z.object({
  stdout: OutputPosition.optional(),
  stderr: OutputPosition.optional(),
  /** Time of the first message, when reading began in the middle: what an output said before it is not wanted. */
  from: z.string().max(40).optional(),
});
export type LogPosition = z.infer<typeof LogPosition>;

/** What an agent is asked for: one stream serves several containers of its host, merged in time order. */
export const LogOpen = LogArgs.omit({ timestamps: true }).extend({
  /** By source index; null or absent starts from `tail` and `since`. */
  resume: z.array(LogPosition.nullable()).optional(),
});
export type LogOpen = z.infer<typeof LogOpen>;

/**
 * What happened to a source, told between the lines it happened between. Carried as the payload of a record of output 0.
 * - `live`: what was in the log at the start has been told; from here on lines come as they are written;
 * - `ended`: the container was removed, or its log is at its end and is not followed;
 * - `stopped`, `started`: the container stopped or started and is still followed;
 * - `error`: the engine refused this source, in its own words.
 */
export const LogNotice = z.object({
  type: z.enum(['live', 'ended', 'stopped', 'started', 'error']),
  message: z.string().optional(),
});
export type LogNotice = z.infer<typeof LogNotice>;

const Target = z.string().regex(/^[^/]+\/[^/]+$/, 'must be host/container');

export const logActions = {
  'logs.merge': stream({
    method: 'GET',
    path: '/logs',
    target: 'none',
    filtered: true,
    args: LogArgs.extend({
      target: z.union([Target.transform((one) => [one]), z.array(Target).min(1).max(MAX_LOG_SOURCES)]).describe('host/container, repeated'),
    }),
    result: z.unknown(),
    summary: 'Logs of several containers of any hosts, merged in time order',
    description: 'Needs `container.logs` on each target.',
  }),
} as const;
