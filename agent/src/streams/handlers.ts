import { BadRequestError } from '@longshore/contract/errors';
import { LogOpen } from '@longshore/contract/logs';
import { MAX_LOG_SOURCES } from '@longshore/contract/streams/log-records';
import type { StreamName } from '@longshore/contract/registry';
import type { MuxStream } from '@longshore/contract/streams/mux';
import { argumentsOf, checkedBy } from '../arguments.ts';
import type { Log } from '../log.ts';
import { openAttach } from './attach.ts';
import { serveConsole } from './console.ts';
import { openExec } from './exec.ts';
import { serveLogs } from './logs.ts';
import type { LogEngine } from './logs/source.ts';
import { ShellFinder } from './shell.ts';

export interface StreamContext {
  /** Full ids. */
  containers: readonly string[];
  args: unknown;
  stream: MuxStream;
}

/** What an agent is asked for. A merged log of several hosts reaches each of them as `container.logs` of its own containers. */
export type AgentStreamName = Exclude<StreamName, 'logs.merge'>;

/** Serves a stream of every kind there is: one that is missing does not compile. It throws CodedErrors for what is wrong from the start. */
export type StreamHandlers = Readonly<Record<AgentStreamName, (context: StreamContext) => void>>;

export function streamHandlers(parts: LogEngine, log: Log): StreamHandlers {
  const { containers, execs } = parts.engine;
  const shells = new ShellFinder(execs);
  return {
    'container.logs': ({ stream, containers: ids, args }) => {
      if (ids.length > MAX_LOG_SOURCES) throw new BadRequestError(`At most ${MAX_LOG_SOURCES} logs can be read together.`);
      serveLogs(parts, log, stream, ids, checkedBy(LogOpen, args));
    },
    'container.exec': (context) => {
      const [id, args] = [only(context), argumentsOf('container.exec', context.args)];
      void serveConsole(context.stream, () => openExec(execs, shells, id, args, log), log);
    },
    'container.attach': (context) => {
      const [id, args] = [only(context), argumentsOf('container.attach', context.args)];
      void serveConsole(context.stream, () => openAttach(containers, id, args, log), log);
    },
  };
}

function only({ containers }: StreamContext): string {
  const [container] = containers;
  if (container === undefined || containers.length > 1) throw new BadRequestError('A console is opened in one container.');
  return container;
}
