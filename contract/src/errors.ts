import { z } from 'zod';
import { errorCodes } from './coded-error.ts';

export * from './coded-error.ts';

/** One wrong field: where it is, as a path of keys, and what is wrong with it. */
export const FieldError = z.object({ path: z.array(z.union([z.string(), z.number()])), message: z.string() });
export type FieldError = z.infer<typeof FieldError>;

/** The wire form of an error, on sockets, streams and operations alike. */
export const ErrorBody = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  /** What the reader can do about it. */
  hint: z.string().optional(),
  /** The wrong fields, for `invalid`. */
  fields: z.array(FieldError).optional(),
  /** The candidates, for `ambiguous`. */
  candidates: z.array(z.string()).optional(),
  /** Seconds until it is worth trying again, for `throttled`. */
  retryAfter: z.number().optional(),
});
export type ErrorBody = z.infer<typeof ErrorBody>;

/** RFC 9457 problem details, as every failed HTTP request answers. */
export const Problem = ErrorBody.extend({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
}).omit({ message: true });
export type Problem = z.infer<typeof Problem>;

/** What every socket ack answers; an ack is never left open. */
export type Ack<T> = { ok: true; data: T } | { ok: false; error: ErrorBody };
