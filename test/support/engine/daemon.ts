import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { startChild, untilReady, type Child } from '../child.ts';
import { startTime } from '../temp.ts';
import { eventually } from '../wait.ts';
import { callApi } from './api.ts';
import { type Slot } from './slot.ts';

/** Where things are in an engine's directory. */
export const socketOf = (slot: Slot): string => join(slot.owner, 'docker.sock');
export const clientOf = (slot: Slot): string => join(slot.owner, 'client');
const logOf = (slot: Slot): string => join(slot.owner, 'log');
const settingsOf = (slot: Slot): string => join(slot.owner, 'etc');
const pidFileOf = (slot: Slot): string => join(slot.owner, 'pid');

/** Writes the settings of an engine that is new. */
export function configure(slot: Slot, settings: Readonly<Record<string, unknown>>): void {
  mkdirSync(settingsOf(slot));
  mkdirSync(clientOf(slot));
  const daemon = {
    hosts: [`unix://${socketOf(slot)}`],
    'data-root': join(slot.owner, 'data'),
    'exec-root': join(slot.owner, 'exec'),
    bridge: slot.bridge,
    iptables: false,
    'default-address-pools': [{ base: `${slot.pool}.0.0/16`, size: 24 }],
    // A cgroup of a known name, so that what a kill leaves can be found; and systemd may be absent.
    'cgroup-parent': `/${slot.cgroup}`,
    'exec-opts': ['native.cgroupdriver=cgroupfs'],
    ...settings,
  };
  writeFileSync(join(settingsOf(slot), 'daemon.json'), JSON.stringify(daemon));
}

/**
 * Starts dockerd with a host name and mounts of its own. Of the latter, /etc/docker is its own directory: settings, and
 * the key that an engine's id is made of, which engines of one machine would share otherwise.
 * Resolves when it answers.
 */
export async function launch(slot: Slot, name: string): Promise<Child> {
  mkdirSync('/etc/docker', { recursive: true });
  await forget(pidFileOf(slot));
  await forget(join(slot.owner, 'exec/containerd/containerd.pid'));
  const script = 'hostname "$1" && mount --bind "$2" /etc/docker && exec /usr/sbin/dockerd --pidfile "$3"';
  const child = await startChild({
    command: '/usr/bin/unshare',
    args: ['--mount', '--uts', '/bin/sh', '-c', script, 'sh', name, settingsOf(slot), pidFileOf(slot)],
    log: logOf(slot),
  });
  await untilReady(child, async () => (await callApi(socketOf(slot), 'GET', '/_ping')).status === 200);
  return child;
}

/**
 * Removes what a kill left of a process that is dead or dying, as containerd is when dockerd was killed. Otherwise dockerd takes whoever
 * has the number for it: another process, or the dead one for as long as nobody reaped it.
 */
async function forget(pidFile: string): Promise<void> {
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8'));
  await eventually(() => startTime(pid) === undefined);
  rmSync(pidFile);
}

/** Stops or resumes dockerd as a process, and waits until that is so. */
export async function freeze(dockerd: Child, frozen: boolean): Promise<void> {
  dockerd.signal(frozen ? 'SIGSTOP' : 'SIGCONT');
  await eventually(() => /^State:\s+T/m.test(readFileSync(`/proc/${dockerd.pid}/status`, 'utf8')) === frozen);
}
