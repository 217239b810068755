import type { ConsoleMessage } from '@longshore/contract/consoles';

/** What the console said when it opened. */
export type ConsoleStarted = Extract<ConsoleMessage, { type: 'started' }>;
type ConsoleExit = Extract<ConsoleMessage, { type: 'exit' }>;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isWords = (value: unknown): value is string[] => Array.isArray(value) && value.every((word) => typeof word === 'string');

/** A message from a console; undefined for one that a newer agent knows. */
export function readConsoleMessage(value: unknown): ConsoleStarted | ConsoleExit | undefined {
  if (!isRecord(value)) return undefined;
  const { type, tty, cmd, endsContainer, code } = value;
  if (type === 'exit') return { type, code: typeof code === 'number' ? code : null };
  if (type !== 'started') return undefined;
  return { type, tty: tty === true, ...(isWords(cmd) && { cmd }), ...(typeof endsContainer === 'boolean' && { endsContainer }) };
}
