import { containerStates, type ContainerState } from '@longshore/contract/states';

/** What a container was after an operation; null when it was gone. */
export interface SeenContainer {
  name: string;
  state: ContainerState;
  exitCode: number | undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The container in a result or truth, `{ container: row | null }`; undefined when it holds something else. */
export function seenContainer(outcome: unknown): SeenContainer | null | undefined {
  if (!isRecord(outcome) || !('container' in outcome)) return undefined;
  const { container } = outcome;
  if (container === null) return null;
  if (!isRecord(container) || typeof container.name !== 'string') return undefined;
  const state = containerStates.find((one) => one === container.state);
  if (state === undefined) return undefined;
  return { name: container.name, state, exitCode: typeof container.exitCode === 'number' ? container.exitCode : undefined };
}
