import { z } from 'zod';
import { ErrorBody } from '@longshore/contract/errors';

/** What an agent answers to an order: what is in `data` is checked by whoever asked. */
export const AckAnswer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), data: z.unknown() }),
  z.object({ ok: z.literal(false), error: ErrorBody }),
]);
