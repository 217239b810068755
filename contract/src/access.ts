import { z } from 'zod';

export * from './decide.ts';

/** Where a role holds. */
export const Scope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('everything') }),
  z.strictObject({ kind: z.literal('host'), host: z.uuid() }),
  z.strictObject({ kind: z.literal('group'), group: z.string() }),
  z.strictObject({ kind: z.literal('tag'), tag: z.string() }),
  z.strictObject({ kind: z.literal('stack'), stack: z.string() }),
  z.strictObject({ kind: z.literal('label'), name: z.string(), value: z.string().optional() }),
]);
export type Scope = z.infer<typeof Scope>;

/** A role on a scope, bound to a user or a team. */
export const Binding = z.strictObject({ role: z.string().max(100), scope: Scope });
export type Binding = z.infer<typeof Binding>;
