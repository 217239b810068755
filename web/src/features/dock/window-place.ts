import type { LocationQuery, RouteLocationRaw } from 'vue-router';
import type { ConsoleTarget, DockContent } from './dock.ts';

/** A window of its own for one tab of the dock; its address says all, so it can be kept and reloaded. */
export function windowPlace(content: DockContent): RouteLocationRaw {
  if (content.type === 'logs') {
    return { name: 'logs-window', query: { target: content.targets.map(({ host, container }) => `${host}/${container}`) } };
  }
  const { cmd, env, ...rest } = content.target;
  return { name: 'console-window', query: { ...rest, ...(cmd ? { cmd: [...cmd] } : {}), ...(env ? { env: [...env] } : {}) } };
}

const words = (value: LocationQuery[string] | undefined): string[] => [value].flat().filter((word) => typeof word === 'string');

/** The other way round. Undefined when the address does not say what to show. */
export function windowContent(name: string, query: LocationQuery): DockContent | undefined {
  if (name === 'logs-window') {
    const targets = words(query.target).map((target) => {
      const [host = '', container = ''] = target.split('/');
      return { host, container };
    });
    return targets.length > 0 ? { type: 'logs', targets } : undefined;
  }
  const [host] = words(query.host);
  const [container] = words(query.container);
  if (host === undefined || container === undefined) return undefined;
  const [user] = words(query.user);
  const [workdir] = words(query.workdir);
  const target: ConsoleTarget = {
    host,
    container,
    kind: query.kind === 'attach' ? 'attach' : 'exec',
    ...(query.cmd === undefined ? {} : { cmd: words(query.cmd) }),
    ...(query.env === undefined ? {} : { env: words(query.env) }),
    ...(user === undefined ? {} : { user }),
    ...(workdir === undefined ? {} : { workdir }),
  };
  return { type: 'console', target };
}
