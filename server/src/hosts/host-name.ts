import { HostName } from '@longshore/contract/hosts';

const MAX = 63;

/** The name a host gets from what its machine is called: whatever a host name may not hold becomes a dash. */
export function nameFrom(...wishes: readonly (string | undefined)[]): string {
  for (const wish of wishes) {
    const name = (wish ?? '')
      .replaceAll(/[^a-zA-Z0-9._-]+/g, '-')
      .replaceAll(/^[^a-zA-Z0-9]+/g, '')
      .slice(0, MAX)
      .replaceAll(/[^a-zA-Z0-9]+$/g, '');
    if (HostName.safeParse(name).success) return name;
  }
  return 'host';
}

/** The name itself when it is free, else with the lowest free number behind it. */
export function freeName(name: string, taken: (name: string) => boolean): string {
  if (!taken(name)) return name;
  for (let number = 2; ; number += 1) {
    const suffix = `-${number}`;
    const candidate = name.slice(0, MAX - suffix.length) + suffix;
    if (!taken(candidate)) return candidate;
  }
}
