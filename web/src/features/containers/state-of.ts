import type { ContainerRow } from '@longshore/contract/containers';
import type { MarkState } from '../../ui/states.ts';

/** What is said of a container first: its health when it runs and that is not good, else its state. A restarting one never runs. */
export function stateOf({ state, health }: ContainerRow): MarkState {
  return state === 'running' && (health === 'unhealthy' || health === 'starting') ? health : state;
}
