import { operationStates } from '@longshore/contract/states';
import type { LocationQuery } from 'vue-router';
import { actionTable } from '../../data/action-table.ts';
import type { OperationFilter } from './useOperationRows.ts';

/** States to choose from; `active` is both that have not ended. */
export const filterStates = ['active', ...operationStates.filter((state) => state !== 'pending' && state !== 'running')] as const;

/** Names of the actions that are operations. */
export const operationNames = Object.entries(actionTable)
  .filter(([, { kind }]) => kind === 'operation')
  .map(([name]) => name);

/** The filter that an address means; what is not understood in it is left out. */
export function readFilter({ state, host, action }: LocationQuery): OperationFilter {
  const known = filterStates.find((one) => one === state);
  return {
    ...(known !== undefined && { state: known }),
    ...(typeof host === 'string' && host !== '' && { host }),
    ...(typeof action === 'string' && action !== '' && { action }),
  };
}
