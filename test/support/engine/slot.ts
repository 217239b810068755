import { readdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

import { tempRoot } from '../temp.ts';
import { makeNetwork, removeNetwork, type Network } from './network.ts';

/** What one engine takes of the machine beyond its directory, numbered so that engines of several runs do not meet. */
export interface Slot extends Network {
  index: number;
  /** Name of the parent cgroup of its containers, without a slash. */
  cgroup: string;
  /** Directory of the engine that has it. */
  owner: string;
}

const CLAIM = /^longshore-test-slot-(\d+)$/;
const MAX_SLOTS = 250;

/** Takes a free slot and makes its network. The claim is a symbolic link: made with its content in one step, so two processes never share one. */
export function claimSlot(owner: string): Slot {
  for (let index = 1; index <= MAX_SLOTS; index += 1) {
    const slot = describe(index, owner);
    if (claim(slot)) {
      if (makeNetwork(slot)) return slot;
      // Taken all the same: runs with another TMPDIR do not see our claims, and machines have networks of their own.
      rmSync(claimPath(index));
    }
  }
  throw new Error(`all ${MAX_SLOTS} slots for engines are taken`);
}

/** Gives a slot back, and removes its networks. */
export function releaseSlot(slot: Slot): void {
  removeNetwork(slot);
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

function describe(index: number, owner: string): Slot {
  return { index, bridge: `lst${index}`, prefix: `172.30.${index}`, pool: `10.${index}`, cgroup: `longshore-test-${index}`, owner };
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
