import type { ActionArgs, OperationName } from '@longshore/contract/registry';
import type { Engine } from '../engine/engine.ts';

export interface OperationContext<Args> {
  /** Full id of the container it is done to. */
  container: string;
  args: Args;
  /** Aborted when it is cancelled or takes too long. */
  signal: AbortSignal;
  /** Says what is being done, in words for people. */
  progress: (phase: string) => void;
}

/** What is done for every operation there is: one that is missing does not compile. What is true afterwards is found out by the runner. */
export type OperationHandlers = {
  readonly [Name in OperationName]: (context: OperationContext<ActionArgs<Name>>) => Promise<void>;
};

export function operationHandlers({ containers }: Engine): OperationHandlers {
  return {
    'container.start': ({ container, signal, progress }) => {
      progress('starting');
      return containers.start(container, signal);
    },
    'container.stop': ({ container, args, signal, progress }) => {
      progress('waiting for the container to stop');
      return containers.stop(container, args.timeout, signal);
    },
    'container.restart': ({ container, args, signal, progress }) => {
      progress('waiting for the container to stop and start');
      return containers.restart(container, args.timeout, signal);
    },
    'container.kill': ({ container, args, signal, progress }) => {
      progress(`sending ${args.signal}`);
      return containers.kill(container, args.signal, signal);
    },
    'container.pause': ({ container, signal, progress }) => {
      progress('pausing');
      return containers.pause(container, signal);
    },
    'container.unpause': ({ container, signal, progress }) => {
      progress('unpausing');
      return containers.unpause(container, signal);
    },
    'container.rename': ({ container, args, signal, progress }) => {
      progress(`renaming to ${args.name}`);
      return containers.rename(container, args.name, signal);
    },
    'container.remove': ({ container, args, signal, progress }) => {
      progress('removing');
      return containers.remove(container, args, signal);
    },
  };
}
