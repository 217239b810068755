import type { ActionRow } from '@longshore/contract/action';

const DAY = 86_400;

/**
 * Seconds that an operation may take. Where people say how long a container may take to stop, that comes on top;
 * -1 is Docker's way to wait for ever, which ends after a day here.
 */
export function orderTimeout(row: Pick<ActionRow, 'timeoutSeconds'>, args: Readonly<Record<string, unknown>>): number {
  const { timeout } = args;
  if (typeof timeout !== 'number') return row.timeoutSeconds;
  return timeout < 0 ? DAY : row.timeoutSeconds + timeout;
}
