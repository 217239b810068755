import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** The addresses of one engine: its default bridge, and the pool that networks made in it come from. */
export interface Network {
  bridge: string;
  /** `172.30.N`, of which the bridge is .1/24. */
  prefix: string;
  /** `10.N`, of which each further network gets a /24. */
  pool: string;
}

/** Makes the bridge. Returns false when it or one of the addresses is there already, and then changes nothing. */
export function makeNetwork({ bridge, prefix, pool }: Network): boolean {
  const addresses = run('ip', ['-brief', '-4', 'address', 'show']);
  if (existsSync(`/sys/class/net/${bridge}`) || addresses.includes(` ${prefix}.`) || addresses.includes(` ${pool}.`)) return false;
  run('ip', ['link', 'add', 'name', bridge, 'type', 'bridge']);
  run('ip', ['address', 'add', `${prefix}.1/24`, 'dev', bridge]);
  run('ip', ['link', 'set', bridge, 'up']);
  for (const rule of passes({ prefix, pool })) run('iptables', ['--wait', '--insert', ...rule]);
  return true;
}

/** Removes the bridge, those of networks made in the engine, and the rules. */
export function removeNetwork({ bridge, prefix, pool }: Network): void {
  const links = JSON.parse(run('ip', ['-json', '-4', 'address', 'show'])) as { ifname?: string; addr_info?: { local?: string }[] }[];
  for (const { ifname, addr_info: addresses = [] } of links) {
    const inPool = addresses.some(({ local }) => local?.startsWith(`${pool}.`));
    if (ifname === bridge || (inPool && ifname?.startsWith('br-'))) run('ip', ['link', 'delete', ifname]);
  }
  const rules = run('iptables', ['--wait', '--list-rules', 'FORWARD']);
  for (const rule of passes({ prefix, pool })) if (rules.includes(` ${rule[2]} `)) run('iptables', ['--wait', '--delete', ...rule]);
}

/**
 * Lets containers of one engine reach each other: an engine that runs on the machine for its own purposes sets a policy
 * that drops what is forwarded, also within bridges. Traffic to the outside is not let through.
 */
function passes({ prefix, pool }: Pick<Network, 'prefix' | 'pool'>): [chain: string, flag: string, subnet: string, ...string[]][] {
  return [`${prefix}.0/24`, `${pool}.0.0/16`].map((subnet) => ['FORWARD', '--source', subnet, '--destination', subnet, '--jump', 'ACCEPT']);
}

function run(program: 'ip' | 'iptables', args: string[]): string {
  return execFileSync(`/usr/sbin/${program}`, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
