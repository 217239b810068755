import type { ContainerState } from '@longshore/contract/states';

/** What can be done to a container as a whole; `container.VERB` in the registry. */
export const verbs = ['start', 'stop', 'restart', 'pause', 'unpause', 'kill', 'rename', 'remove'] as const;
export type Verb = (typeof verbs)[number];

const live: readonly ContainerState[] = ['running', 'restarting', 'paused'];
const settled: readonly ContainerState[] = ['created', 'running', 'restarting', 'paused', 'exited', 'dead'];

const states: Record<Verb, readonly ContainerState[]> = {
  start: ['created', 'exited'],
  stop: live,
  restart: live,
  pause: ['running'],
  unpause: ['paused'],
  kill: live,
  rename: settled,
  remove: settled,
};

/** Whether it makes sense now; the engine would refuse it or do nothing otherwise. */
export const isMeaningful = (verb: Verb, state: ContainerState): boolean => states[verb].includes(state);

/** A command needs a running process to be run beside. */
export const takesCommands = (state: ContainerState): boolean => state === 'running';

/** It must be killed before it can be removed. */
export const mustBeForced = (state: ContainerState): boolean => live.includes(state);
