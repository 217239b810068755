import type { ActionRow } from '@longshore/contract/action';
import type { ActionInput, ActionName, ActionResult, OperationName, StreamName } from '@longshore/contract/registry';
import type { Operation } from '@longshore/contract/operations';
import { actionTable } from './action-table.ts';

/** What the page must know of a row of the registry without loading its schemas. Flags that are absent are off. */
export type ActionFacts = Pick<ActionRow, 'kind' | 'method' | 'path' | 'target'> &
  Partial<Pick<ActionRow, 'access' | 'filtered' | 'dangerous' | 'cancellable' | 'interactive'>>;

export const actionFacts = (name: ActionName): ActionFacts => actionTable[name];

type Braced<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | Braced<Rest> : never;

/** The `{names}` in the path of an action, each with its value: `{ host, container }`. */
export type ActionParams<Name extends ActionName> = Record<Braced<(typeof actionTable)[Name]['path']>, string>;

/** What can be asked with one request. Streams are opened with `Streams`, or downloaded from `actionUrl`. */
export type CallName = Exclude<ActionName, StreamName>;

/** What a call answers: an operation as it was taken, else the result itself. */
export type CallAnswer<Name extends CallName> = Name extends OperationName ? Operation : ActionResult<Name>;

/** Arguments may be left out where all of them may. */
export type CallArgs<Name extends ActionName, Options> =
  Record<string, never> extends ActionInput<Name>
    ? [args?: ActionInput<Name>, options?: Options]
    : [args: ActionInput<Name>, options?: Options];

/** Value of one query argument; a list is repeated. */
type QueryValue = string | number | boolean | null | undefined;

function queryString(args: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(args) as [string, QueryValue | QueryValue[]][]) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined && one !== null) query.append(key, String(one));
  }
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

/** GET and DELETE carry their arguments in the query string, the others in a JSON body. */
export const argsInQuery = ({ method }: ActionFacts): boolean => method === 'GET' || method === 'DELETE';

/** Path and query of an action on this server: also what a download link points to. */
export function actionUrl<Name extends ActionName>(
  name: Name,
  params: ActionParams<Name>,
  args: Readonly<Record<string, unknown>> = {},
): string {
  const facts = actionFacts(name);
  const values: Readonly<Record<string, string>> = params;
  const path = facts.path.replace(/\{(\w+)\}/g, (_all, key: string) => encodeURIComponent(values[key] ?? ''));
  return `/api/v1${path}${argsInQuery(facts) ? queryString(args) : ''}`;
}
