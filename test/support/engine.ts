import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { startChild, untilReady, type Child } from './child.ts';
import { callApi, type ApiAnswer } from './engine/api.ts';
import { dockerEnvironment, runDocker, type Output } from './engine/cli.ts';
import { removeEngine } from './engine/remains.ts';
import { claimSlot, type Slot } from './engine/slot.ts';
import { cleanOnExit } from './leftovers.ts';
import { tempDirectory } from './temp.ts';

export interface EngineOptions {
  /** Host name of the engine and part of its directory's name: up to 20 letters, digits and dashes. */
  name: string;
  /** Further settings of daemon.json. */
  settings?: Readonly<Record<string, unknown>>;
}

/** A Docker Engine of its own: as good as another machine, with its own host name, id, images, networks and containers. */
export interface Engine {
  readonly name: string;
  /** Path of its unix socket. */
  readonly socket: string;
  /** The same for DOCKER_HOST: `unix://…`. */
  readonly host: string;
  /** Environment for further docker clients, such as docker-compose. */
  readonly env: NodeJS.ProcessEnv;
  /** Of the dockerd that runs now. */
  readonly pid: number;
  /** Runs the docker client; returns its stdout without the last line feed. @throws Error with its stderr when it fails */
  docker(args: readonly string[], input?: string | Uint8Array): Promise<string>;
  /** The same with both outputs byte for byte. */
  dockerBytes(args: readonly string[], input?: string | Uint8Array): Promise<Output>;
  /** One plain HTTP request, see callApi. */
  api(method: string, path: string, body?: unknown): Promise<ApiAnswer>;
  /** What dockerd logged so far. */
  log(): string;
  /** Stops dockerd: gracefully, when its containers are stopped too, or at once with SIGKILL, when they run on. */
  down(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Starts dockerd again on the same data; resolves when it answers. */
  up(): Promise<void>;
  /** `down`, then `up`. Containers come back as their restart policies say. */
  restart(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Makes it hang: its socket still takes connections, and nothing answers. */
  pause(): void;
  /** Ends a hang. */
  resume(): void;
  /** Ends it and everything it made, at once. */
  stop(): Promise<void>;
}

/** Starts an engine. Many may run at a time. @throws Error with the end of dockerd's log when it does not come up */
export async function startEngine({ name, settings = {} }: EngineOptions): Promise<Engine> {
  cleanOnExit();
  const directory = tempDirectory(name);
  const slot = claimSlot(directory);
  const socket = join(directory, 'docker.sock');
  const host = `unix://${socket}`;
  const env = dockerEnvironment(host, join(directory, 'client'));
  configure(slot, { hosts: [host], ...settings });
  const api: Engine['api'] = (method, path, body) => callApi(socket, method, path, body);
  const boot = async (): Promise<Child> => {
    const child = await launch(slot, name);
    await untilReady(child, async () => (await api('GET', '/_ping')).status === 200);
    return child;
  };
  let dockerd = await boot();
  const engine: Engine = {
    name,
    socket,
    host,
    env,
    get pid() {
      return dockerd.pid;
    },
    docker: async (args, input) => (await runDocker(env, args, input)).stdout.toString().replace(/\n$/, ''),
    dockerBytes: (args, input) => runDocker(env, args, input),
    api,
    log: () => dockerd.output(),
    async down(signal = 'SIGTERM') {
      // Containers that ignore SIGTERM hold a graceful stop up for 10 s and more.
      await dockerd.end(signal, 60_000);
    },
    async up() {
      // Left by a kill: dockerd refuses to start when the number in it is in use again.
      rmSync(join(directory, 'pid'), { force: true });
      dockerd = await boot();
    },
    async restart(signal) {
      await engine.down(signal);
      await engine.up();
    },
    pause: () => dockerd.signal('SIGSTOP'),
    resume: () => dockerd.signal('SIGCONT'),
    async stop() {
      await dockerd.end('SIGKILL');
      removeEngine(slot);
    },
  };
  return engine;
}

function configure(slot: Slot, settings: Record<string, unknown>): void {
  mkdirSync(join(slot.owner, 'etc'));
  mkdirSync(join(slot.owner, 'client'));
  const daemon = {
    'data-root': join(slot.owner, 'data'),
    'exec-root': join(slot.owner, 'exec'),
    pidfile: join(slot.owner, 'pid'),
    bridge: slot.bridge,
    iptables: false,
    'default-address-pools': [{ base: slot.pool, size: 24 }],
    // Known names for both, so that what a kill leaves can be found; and systemd may be absent.
    'cgroup-parent': `/${slot.cgroup}`,
    'exec-opts': ['native.cgroupdriver=cgroupfs'],
    ...settings,
  };
  writeFileSync(join(slot.owner, 'etc', 'daemon.json'), JSON.stringify(daemon));
}

/**
 * Starts dockerd with its own host name and its own mounts. Of the latter, /etc/docker is its own directory: settings,
 * and the key that an engine's id is made of, which engines of one machine would share otherwise.
 */
function launch(slot: Slot, name: string): Promise<Child> {
  mkdirSync('/etc/docker', { recursive: true });
  const script = 'hostname "$1" && mount --bind "$2" /etc/docker && exec /usr/sbin/dockerd';
  return startChild({
    command: '/usr/bin/unshare',
    args: ['--mount', '--uts', '/bin/sh', '-c', script, 'sh', name, join(slot.owner, 'etc')],
    log: join(slot.owner, 'log'),
  });
}
