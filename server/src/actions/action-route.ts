import type { ActionRow } from '@longshore/contract/action';
import { Nothing } from '@longshore/contract/page';

/** Where the REST interface begins. */
export const API = '/api/v1';

/** The path of a row as Nest and Express write it: `{host}` becomes `:host`. */
export const routePath = (row: Pick<ActionRow, 'path'>): string => `${API}${row.path.replaceAll(/\{(\w+)\}/g, ':$1')}`;

/** Names of the path parameters of a row, in order. */
export const pathParameters = (row: Pick<ActionRow, 'path'>): string[] =>
  [...row.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');

/** Its arguments come in the query string; those of the others in a JSON body. */
export const argsInQuery = (row: Pick<ActionRow, 'method'>): boolean => row.method === 'GET' || row.method === 'DELETE';

/** The HTTP status of success: 202 for what has only been taken on, 201 for something made, 204 for an answer without words. */
export function successStatus(name: string, row: Pick<ActionRow, 'kind' | 'result'>): number {
  if (row.kind === 'operation') return 202;
  if (row.result === Nothing) return 204;
  return row.kind === 'server' && name.endsWith('.create') ? 201 : 200;
}
