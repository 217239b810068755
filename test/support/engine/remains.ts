import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { releaseSlot, removeNetworks, type Slot } from './slot.ts';

const CGROUPS = '/sys/fs/cgroup';
const PATIENCE_MS = 10_000;

/**
 * Ends all of an engine whose dockerd was killed: containers, their shims, cgroups, bridges and the directory.
 * Mounts need nothing: they live in the engine's own mount namespace, which ends with its last process.
 * Synchronous, because it also runs while a test process exits. Does not ask the engine: it may hang, or be long dead.
 */
export function removeEngine(slot: Slot): void {
  const deadline = Date.now() + PATIENCE_MS;
  for (let living = processes(slot); living.length > 0; living = processes(slot)) {
    if (Date.now() > deadline) throw new Error(`processes of the engine in ${slot.owner} do not end: ${living.join(' ')}`);
    living.forEach(kill);
    pause(10);
  }
  cgroups(slot).forEach(removeCgroup);
  removeNetworks(slot);
  rmSync(slot.owner, { recursive: true, force: true });
  releaseSlot(slot);
}

/** Processes in its containers' cgroups, and the shims, daemons and proxies that carry its directory or network in their command. */
function processes(slot: Slot): number[] {
  const contained = cgroups(slot).flatMap(membersBelow);
  const around = readdirSync('/proc').map(Number).filter((pid) => pid > 0 && serves(pid, slot));
  return [...new Set([...contained, ...around])];
}

/** A shim is told by `-address <engine's directory>/…`, containerd by `--config <engine's directory>/…`. */
function serves(pid: number, slot: Slot): boolean {
  const [command = '', ...args] = read(`/proc/${pid}/cmdline`).split('\0');
  return /(^|\/)containerd(-shim[\w-]*)?$/.test(command) && args.some((arg) => arg.startsWith(`${slot.owner}/`));
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
  return readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => join(directory, entry.name));
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
