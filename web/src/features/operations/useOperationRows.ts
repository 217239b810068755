import type { Operation } from '@longshore/contract/operations';
import type { ActionInput } from '@longshore/contract/registry';
import { computed, type ComputedRef, watch } from 'vue';
import { type Pages, usePages } from '../../calls/usePages.ts';
import { call } from '../../data/api.ts';
import { useOperations } from '../../data/operations.ts';
import { isActive } from './operation-words.ts';

export type OperationFilter = Pick<ActionInput<'operation.list'>, 'state' | 'host' | 'action'>;

const LIMIT = 100;

/** As the server filters. `host` is the name. */
export const fits = ({ state, host, action }: OperationFilter, operation: Operation): boolean =>
  (state === undefined ||
    (state === 'active' ? isActive(operation) : state === 'ended' ? !isActive(operation) : operation.state === state)) &&
  (host === undefined || operation.hostName === host || operation.host === host) &&
  (action === undefined || operation.action === action);

/**
 * The history as far as it is loaded, with what is told of it since: what runs moves, what is new comes on top. Nothing older than
 * the last loaded page is added, else there would be a hole.
 */
export function mergeOperations(history: readonly Operation[], news: readonly Operation[], atEnd: boolean): Operation[] {
  const oldest = history.at(-1)?.createdAt;
  const rows = new Map(history.map((operation) => [operation.id, operation]));
  for (const operation of news) if (atEnd || oldest === undefined || operation.createdAt >= oldest) rows.set(operation.id, operation);
  return [...rows.values()].sort((a, b) => (a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0));
}

/** Operations that fit a filter, newest first: history and news in one. */
export function useOperationRows(filter: () => OperationFilter): { rows: ComputedRef<Operation[]>; pages: Pages<Operation> } {
  const operations = useOperations();
  const pages = usePages((cursor, signal) =>
    call('operation.list', {}, { ...filter(), limit: LIMIT, ...(cursor !== undefined && { cursor }) }, { signal }),
  );
  watch(filter, () => void pages.reload());
  const rows = computed(() => {
    const latest = (operation: Operation): Operation => operations.get(operation.id) ?? operation;
    const history = (pages.items.value ?? []).map(latest);
    return mergeOperations(history, operations.list, pages.atEnd.value).filter((operation) => fits(filter(), operation));
  });
  return { rows, pages };
}
