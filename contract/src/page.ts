import { z } from 'zod';

/** Query-string booleans as people write them: `1`, `true`, or the bare name. */
export const Flag = z
  .union([z.boolean(), z.enum(['', '0', '1', 'false', 'true'])])
  .transform((value) => value === true || value === '' || value === '1' || value === 'true');

/** A whole number from a query string or a JSON body. */
export const wholeNumber = (min: number, max: number) =>
  z
    .union([
      z.number(),
      z
        .string()
        .regex(/^-?\d+$/, 'must be a whole number')
        .transform(Number),
    ])
    .pipe(z.int().min(min).max(max));

/** Paging of every list: `limit` rows after the opaque `cursor` of the page before. */
export const PageArgs = z.strictObject({
  limit: wholeNumber(1, 1000).default(100),
  cursor: z.string().max(500).optional(),
});

/** One page of a list; `next` is the cursor of the following page, null at the end. */
export const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });

export const Nothing = z.strictObject({});

/** An ISO 8601 time in UTC. */
export const Time = z.iso.datetime();
