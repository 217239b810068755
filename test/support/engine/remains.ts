import { existsSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';

import { releaseSlot, type Slot } from './slot.ts';

const CGROUPS = '/sys/fs/cgroup';
const PATIENCE_MS = 10_000;

/**
 * Ends an engine in whatever state it is: daemons, containers, their shims, cgroups and bridges. Its directory is left.
 * Mounts need nothing: they live in the engine's own mount namespace, which ends with its last process.
 * Synchronous, because it also runs while a test process exits. Does not ask the engine: it may hang, or be long dead.
 */
export function endEngine(slot: Slot): void {
  const deadline = Date.now() + PATIENCE_MS;
  for (let living = processes(slot); living.length > 0; living = processes(slot)) {
    if (Date.now() > deadline) throw new Error(`processes of the engine in ${slot.owner} do not end: ${living.join(' ')}`);
    living.forEach(kill);
    pause(10);
  }
  cgroups(slot).forEach(removeCgroup);
  releaseSlot(slot);
}

/** Processes in its containers' cgroups, and the daemons and shims that have its directory in their command. */
function processes(slot: Slot): number[] {
  const contained = cgroups(slot).flatMap(membersBelow);
  const around = readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && serves(pid, slot));
  return [...new Set([...contained, ...around])];
}

/** They have paths in it as arguments: dockerd's pid file, containerd's settings, the address that a shim reports to. */
function serves(pid: number, slot: Slot): boolean {
  const [command = '', ...args] = read(`/proc/${pid}/cmdline`).split('\0');
  return /(^|\/)(dockerd|containerd|containerd-shim[\w-]*)$/.test(command) && args.some((arg) => arg.startsWith(`${slot.owner}/`));
}

/** The slot's cgroup in every hierarchy: one with cgroup v2, one per controller with v1. */
function cgroups(slot: Slot): string[] {
  const hierarchies = [CGROUPS, ...childrenOf(CGROUPS)];
  return hierarchies.map((hierarchy) => join(hierarchy, slot.cgroup)).filter((path) => existsSync(path));
}

function membersBelow(cgroup: string): number[] {
  const own = read(join(cgroup, 'cgroup.procs')).split('\n').filter(Boolean).map(Number);
  return [...own, ...childrenOf(cgroup).flatMap(membersBelow)].filter((pid) => pid > 0);
}

function removeCgroup(cgroup: string): void {
  childrenOf(cgroup).forEach(removeCgroup);
  rmdirSync(cgroup);
}

function childrenOf(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(directory, entry.name));
}

/** Content of a file that may vanish while it is read, as those of processes and cgroups do; empty then. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
