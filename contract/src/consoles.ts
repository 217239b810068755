import { z } from 'zod';
import { Flag, wholeNumber } from './page.ts';

const Size = wholeNumber(1, 1000);

/** One value or several: a query string repeats the name, a JSON body holds a list. */
const Words = z.union([z.string().transform((word) => [word]), z.array(z.string())]);

/** A command to run in a container. */
export const ExecArgs = z.strictObject({
  /** Argument vector, `cmd` repeated; without it the best shell of the container is found. */
  cmd: Words.pipe(z.array(z.string().max(100_000)).max(1000)).default([]),
  tty: Flag.default(true),
  user: z.string().max(200).optional(),
  workdir: z.string().max(4096).optional(),
  /** `NAME=value`, repeated. */
  env: Words.pipe(z.array(z.string().regex(/^[^=\0]+=[^\0]*$/, 'must be NAME=value')).max(1000)).default([]),
  cols: Size.default(80),
  rows: Size.default(24),
});
export type ExecArgs = z.infer<typeof ExecArgs>;

/** The keys that leave an attached container running, in Docker's words. */
export const DETACH_KEYS = 'ctrl-p,ctrl-q';

export const AttachArgs = z.strictObject({
  /** Also what it printed before. */
  logs: Flag.default(false),
  stdin: Flag.default(true),
  detachKeys: z.string().max(100).default(DETACH_KEYS),
  cols: Size.default(80),
  rows: Size.default(24),
});
export type AttachArgs = z.infer<typeof AttachArgs>;

/**
 * The control messages beside the bytes of a console, as JSON, both on streams and on plain WebSockets.
 * Bytes are the terminal's own when `tty`, else Docker's multiplexed stdout/stderr frames (see logs.ts).
 */
export const ConsoleMessage = z.discriminatedUnion('type', [
  /** From the console: it is open. */
  z.object({
    type: z.literal('started'),
    tty: z.boolean(),
    /** The command that runs, as found or given. */
    cmd: z.array(z.string()).optional(),
    /** Attach: what ends when this program ends. */
    endsContainer: z.boolean().optional(),
  }),
  /** From the console: the command ended. Null when the engine did not say. */
  z.object({ type: z.literal('exit'), code: z.int().nullable() }),
  /** To the console. */
  z.object({ type: z.literal('resize'), cols: Size, rows: Size }),
]);
export type ConsoleMessage = z.infer<typeof ConsoleMessage>;
