import { rm } from 'node:fs/promises';

import { callApi, type ApiAnswer } from './engine/api.ts';
import { dockerEnvironment, runDocker, type Output } from './engine/cli.ts';
import { clientOf, configure, freeze, launch, socketOf } from './engine/daemon.ts';
import { endEngine } from './engine/remains.ts';
import { claimSlot } from './engine/slot.ts';
import { cleanOnExit } from './leftovers.ts';
import { tempDirectory } from './temp.ts';

/** Containers that ignore SIGTERM hold a graceful stop of the engine up for 10 s and more. */
const GRACE_MS = 60_000;

export interface EngineOptions {
  /** Host name of the engine: letters, digits and dashes. */
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
  /** Of the dockerd that runs now, or ran last. */
  readonly pid: number;
  /** Runs the docker client; returns its stdout without the last line feed. @throws Error with its stderr when it fails */
  docker(args: readonly string[], input?: string | Uint8Array): Promise<string>;
  /** The same with both outputs byte for byte. */
  dockerBytes(args: readonly string[], input?: string | Uint8Array): Promise<Output>;
  /** One plain HTTP request, see callApi: never throws for a status. */
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
  pause(): Promise<void>;
  /** Ends a hang. */
  resume(): Promise<void>;
  /** Ends it and everything it made, at once, in whatever state it is. */
  stop(): Promise<void>;
}

/** Starts an engine. Many may run at a time. @throws Error with the end of dockerd's log when it does not come up */
export async function startEngine({ name, settings = {} }: EngineOptions): Promise<Engine> {
  cleanOnExit();
  const slot = claimSlot(tempDirectory(name));
  configure(slot, settings);
  let dockerd = await launch(slot, name);
  const socket = socketOf(slot);
  const host = `unix://${socket}`;
  const env = dockerEnvironment(host, clientOf(slot));
  const down: Engine['down'] = async (signal = 'SIGTERM') => {
    await dockerd.end(signal, GRACE_MS);
  };
  const up: Engine['up'] = async () => {
    dockerd = await launch(slot, name);
  };
  return {
    name,
    socket,
    host,
    env,
    get pid() {
      return dockerd.pid;
    },
    docker: async (args, input) => (await runDocker(env, args, input)).stdout.toString().replace(/\n$/, ''),
    dockerBytes: (args, input) => runDocker(env, args, input),
    api: (method, path, body) => callApi(socket, method, path, body),
    log: () => dockerd.output(),
    down,
    up,
    async restart(signal) {
      await down(signal);
      await up();
    },
    pause: () => freeze(dockerd, true),
    resume: () => freeze(dockerd, false),
    async stop() {
      endEngine(slot);
      await dockerd.ended;
      await rm(slot.owner, { recursive: true, force: true });
    },
  };
}
