import { numberOf, partAt, textOf, textsOf } from './document.ts';

/** How a container is on one network. */
export interface NetworkFacts {
  readonly name: string;
  /** With the length of the prefix; empty while it does not run. */
  readonly ipv4: string;
  readonly ipv6: string;
  readonly gateway: string;
  readonly mac: string;
  /** Names by which others on the network find it. */
  readonly aliases: readonly string[];
}

const withPrefix = (address: string, length: number): string => (address === '' || length === 0 ? address : `${address}/${length}`);

export function readNetworks(document: unknown): NetworkFacts[] {
  const networks = partAt(document, 'NetworkSettings', 'Networks');
  return Object.keys(networks)
    .sort()
    .map((name) => {
      const network = partAt(networks, name);
      return {
        name,
        ipv4: withPrefix(textOf(network.IPAddress), numberOf(network.IPPrefixLen)),
        ipv6: withPrefix(textOf(network.GlobalIPv6Address), numberOf(network.GlobalIPv6PrefixLen)),
        gateway: textOf(network.Gateway),
        mac: textOf(network.MacAddress),
        aliases: [...new Set([...textsOf(network.DNSNames), ...textsOf(network.Aliases)])],
      };
    });
}
