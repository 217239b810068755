import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

import { tempRoot } from '../temp.ts';

/**
 * What one engine takes of the machine beyond its directory, numbered so that engines of several runs do not meet:
 * a bridge 172.30.N.1/24, a pool 10.N.0.0/16 for the networks made in it, and a parent cgroup.
 */
export interface Slot {
  index: number;
  bridge: string;
  /** Subnets of 256 addresses for `docker network create`. */
  pool: string;
  /** Name of the parent cgroup of its containers, without a slash. */
  cgroup: string;
  /** Directory of the engine that has it. */
  owner: string;
}

const CLAIM = /^longshore-test-slot-(\d+)$/;
const MAX_SLOTS = 250;

/** Takes a free slot and makes its bridge. The claim is a symbolic link: made with its content in one step, so two processes never share one. */
export function claimSlot(owner: string): Slot {
  for (let index = 1; index <= MAX_SLOTS; index += 1) {
    const slot = describe(index, owner);
    if (claim(slot)) {
      if (makeBridge(slot)) return slot;
      releaseSlot(slot);
    }
  }
  throw new Error(`all ${MAX_SLOTS} slots for engines are taken`);
}

/** Gives a slot back, after its bridge and networks are gone. */
export function releaseSlot(slot: Slot): void {
  rmSync(claimPath(slot.index), { force: true });
}

/** The slots of all runs, living and dead. */
export function slotsInUse(): Slot[] {
  return readdirSync(tempRoot()).flatMap((name) => {
    const index = Number(CLAIM.exec(name)?.[1] ?? 0);
    const owner = index === 0 ? undefined : readClaim(index);
    return owner === undefined ? [] : [describe(index, owner)];
  });
}

/** Removes the slot's bridge and those of networks that its engine made. */
export function removeNetworks(slot: Slot): void {
  const links = JSON.parse(ip(['-json', '-4', 'address', 'show'])) as { ifname?: string; addr_info?: { local?: string }[] }[];
  for (const { ifname, addr_info: addresses = [] } of links) {
    const inPool = addresses.some(({ local }) => local?.startsWith(`10.${slot.index}.`));
    if (ifname === slot.bridge || (inPool && ifname?.startsWith('br-'))) ip(['link', 'delete', ifname]);
  }
}

function describe(index: number, owner: string): Slot {
  return { index, bridge: `lst${index}`, pool: `10.${index}.0.0/16`, cgroup: `longshore-test-${index}`, owner };
}

function claimPath(index: number): string {
  return join(tempRoot(), `longshore-test-slot-${index}`);
}

function claim(slot: Slot): boolean {
  try {
    symlinkSync(slot.owner, claimPath(slot.index));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** A claim may vanish between being listed and being read. */
function readClaim(index: number): string | undefined {
  try {
    return readlinkSync(claimPath(index));
  } catch {
    return undefined;
  }
}

/** False when the bridge or its addresses are there already: runs with another TMPDIR do not see our claims, and machines have networks. */
function makeBridge(slot: Slot): boolean {
  const addresses = ip(['-brief', '-4', 'address', 'show']);
  if (existsSync(`/sys/class/net/${slot.bridge}`) || addresses.includes(` 172.30.${slot.index}.`) || addresses.includes(` 10.${slot.index}.`)) return false;
  ip(['link', 'add', 'name', slot.bridge, 'type', 'bridge']);
  ip(['address', 'add', `172.30.${slot.index}.1/24`, 'dev', slot.bridge]);
  ip(['link', 'set', slot.bridge, 'up']);
  return true;
}

function ip(args: string[]): string {
  return execFileSync('/usr/sbin/ip', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
