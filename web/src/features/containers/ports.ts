import type { PortRow } from '@longshore/contract/containers';
import type { Host } from '@longshore/contract/hosts';

/** A port as it is shown: `8080→80`, where it can be reached, and by which link. */
export interface ShownPort {
  readonly text: string;
  /** Undefined where no browser gets to it from here. */
  readonly url: string | undefined;
  /** It is bound to the host's own loopback: nobody else reaches it. */
  readonly loopback: boolean;
  readonly published: boolean;
}

const isLoopback = (address: string): boolean =>
  address === '::1' || address === 'localhost' || address === '[::1]' || address.startsWith('127.');
const isAny = (address: string): boolean => address === '' || address === '0.0.0.0' || address === '::';

/** Container ports behind which a browser is expected to find TLS. */
const SECURE = [443, 8443, 9443];

/** Where this page's browser reaches a published port: undefined when it does not. `here` is the page's own host name. */
function reachedAt(port: PortRow, host: Host, here: string): string | undefined {
  const ip = port.ip ?? '';
  // Beside the server: the name by which the page came leads there as well.
  if (isLoopback(ip)) return host.local && isLoopback(here) ? here : undefined;
  if (!isAny(ip)) return ip.includes(':') ? `[${ip}]` : ip;
  return host.local ? here : (host.agent?.hostname ?? host.name);
}

function show(port: PortRow, host: Host, here: string): ShownPort {
  const suffix = port.protocol === 'tcp' ? '' : `/${port.protocol}`;
  if (port.host === undefined) return { text: `${port.container}${suffix}`, url: undefined, loopback: false, published: false };
  const name = port.protocol === 'tcp' ? reachedAt(port, host, here) : undefined;
  const scheme = SECURE.includes(port.container) ? 'https' : 'http';
  return {
    text: `${port.host}→${port.container}${suffix}`,
    url: name === undefined ? undefined : `${scheme}://${name}:${port.host}`,
    loopback: isLoopback(port.ip ?? ''),
    published: true,
  };
}

/** The ports of a container, published ones first; the same one bound on IPv4 and IPv6 is shown once. */
export function shownPorts(ports: readonly PortRow[], host: Host, here: string): ShownPort[] {
  const shown = new Map<string, ShownPort>();
  const sorted = [...ports].sort((a, b) => Number(a.host === undefined) - Number(b.host === undefined) || a.container - b.container);
  for (const port of sorted) {
    const one = show(port, host, here);
    const key = `${one.text} ${one.loopback}`;
    if (shown.get(key)?.url === undefined) shown.set(key, one);
  }
  return [...shown.values()];
}
