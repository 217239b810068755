import type { ConsoleRequest } from '../../data/console.ts';
import type { ConsoleTarget } from '../dock/dock.ts';

/** Docker's keys for leaving an attached container running. */
export const DETACH_KEYS = 'Ctrl-P Ctrl-Q';

/** What is asked of the agent for a console, in a terminal of this size. */
export function requestOf(
  { host, container, kind, cmd, user, workdir, env }: ConsoleTarget,
  size: { cols: number; rows: number },
): ConsoleRequest {
  if (kind === 'attach') return { action: 'container.attach', host, container, args: { logs: true, ...size } };
  const args = {
    ...size,
    ...(cmd && cmd.length > 0 ? { cmd: [...cmd] } : {}),
    ...(user ? { user } : {}),
    ...(workdir ? { workdir } : {}),
    ...(env && env.length > 0 ? { env: [...env] } : {}),
  };
  return { action: 'container.exec', host, container, args };
}
