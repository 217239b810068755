import { actionNames, actions, type ActionName } from '@longshore/contract/registry';
import { API } from './action-route.ts';

const patterns = actionNames.map((name) => ({
  name,
  method: actions[name].method,
  pattern: new RegExp(`^${API}${actions[name].path.replaceAll('.', '\\.').replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}/?$`),
}));

/** The row that a method and path belong to, for requests that do not go through Nest's router: the upgrades of WebSockets. */
export function matchAction(method: string, pathname: string): { name: ActionName; params: Record<string, string> } | undefined {
  for (const { name, method: its, pattern } of patterns) {
    const match = its === method ? pattern.exec(pathname) : null;
    if (match === null) continue;
    const params = decodeAll(match.groups ?? {});
    return params === undefined ? undefined : { name, params };
  }
  return undefined;
}

/** Undefined when the percent-encoding is broken. */
function decodeAll(groups: Record<string, string>): Record<string, string> | undefined {
  try {
    return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]));
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
