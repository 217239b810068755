import type { ExecArgs } from '@longshore/contract/consoles';
import type { EngineExecs } from '../engine/execs.ts';
import type { Log } from '../log.ts';
import { eventually, type OpenConsole, type Size } from './console.ts';
import type { ShellFinder } from './shell.ts';

/** What programs need to know of the terminal in the browser. */
const TERMINAL = 'TERM=xterm-256color';

/** Starts a command in a running container; without one, its best shell. @throws CodedError */
export async function openExec(execs: EngineExecs, shells: ShellFinder, container: string, args: ExecArgs, log: Log): Promise<OpenConsole> {
  const cmd = args.cmd.length > 0 ? args.cmd : [await shells.find(container, args.user)];
  const { tty, user, workdir } = args;
  const env = tty && !args.env.some((one) => one.startsWith('TERM=')) ? [TERMINAL, ...args.env] : args.env;
  const exec = await execs.create(container, { cmd, tty, stdin: true, user, workdir, env });
  const socket = await execs.start(exec, tty, args);
  const resize = tty ? (size: Size) => execs.resize(exec, size) : undefined;
  // Engines before API 1.42 take no size with the start.
  resize?.(args).catch((error: unknown) => log.debug({ err: error, container }, 'a terminal could not be sized'));
  return {
    socket,
    started: { type: 'started', tty, cmd },
    resize,
    exitCode: () => eventually(() => execs.exitCode(exec)),
  };
}
