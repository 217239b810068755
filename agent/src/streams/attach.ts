import type { AttachArgs } from '@longshore/contract/consoles';
import { NotFoundError } from '@longshore/contract/errors';
import type { EngineContainers } from '../engine/containers.ts';
import type { Log } from '../log.ts';
import { eventually, type OpenConsole, type Size } from './console.ts';

/** Joins the main process of a container. @throws CodedError */
export async function openAttach(containers: EngineContainers, container: string, args: AttachArgs, log: Log): Promise<OpenConsole> {
  const before = await containers.inspect(container);
  if (before === null) throw new NotFoundError(`No such container: ${container}`);
  const { Tty: tty, OpenStdin: takesInput } = before.Config;
  const { logs, detachKeys } = args;
  const stdin = args.stdin && takesInput;
  const socket = await containers.attach(container, { logs, stdin, detachKeys });
  const resize = (size: Size) => containers.resize(container, size);
  if (tty) {
    // A program draws its screen anew when the size changes, so it is made to change.
    resize({ cols: args.cols, rows: args.rows + 1 })
      .then(() => resize(args))
      .catch((error: unknown) => log.debug({ err: error, container }, 'the terminal of a container could not be resized'));
  }
  return {
    socket,
    started: { type: 'started', tty, endsContainer: stdin },
    resize: tty ? resize : undefined,
    exitCode: () => eventually(() => exitCode(containers, container)),
  };
}

/** Null while the container runs, which it does after the detach keys. */
async function exitCode(containers: EngineContainers, container: string): Promise<number | null> {
  const now = await containers.inspect(container);
  return now === null || ['running', 'paused'].includes(now.State.Status) ? null : now.State.ExitCode;
}
