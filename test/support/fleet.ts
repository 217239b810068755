import { inject } from 'vitest';
import { AgentProcess } from './agent-process.ts';
import { attachEngine, type Engine } from './engine.ts';
import { startLinkProxy, type LinkProxy } from './link-proxy.ts';
import type { RestClient } from './rest-client.ts';
import { ServerProcess, type ServerOptions } from './server-process.ts';
import { makeTempDir } from './temp.ts';
import { eventually } from './wait.ts';

/** A host of the fleet under test: its engine, its agent, and the wire between agent and server. */
export interface TestHost {
  name: string;
  id: string;
  engine: Engine;
  agent: AgentProcess;
  wire: LinkProxy;
}

export interface TestFleet {
  dir: string;
  server: ServerProcess;
  admin: RestClient;
  hosts: TestHost[];
  /** Starts a further agent; the host appears when it joined. */
  join(name: string, engine: Engine): Promise<TestHost>;
  stop(): Promise<void>;
}

/** The engines that the suite's set-up started, emptied of containers. */
export async function cleanEngines(count: number): Promise<Engine[]> {
  const engines = inject('engines').slice(0, count).map(attachEngine);
  if (engines.length < count) throw new Error(`The suite has ${engines.length} engines, this test wants ${count}.`);
  await Promise.all(
    engines.map(async (engine) => {
      const ids = (await engine.docker(['ps', '-aq'])).split('\n').filter(Boolean);
      if (ids.length > 0) await engine.docker(['rm', '-fv', ...ids]);
    }),
  );
  return engines;
}

/** The database the suite runs on: none for the embedded one, else a new one on the PostgreSQL of the set-up. */
async function database(): Promise<string | undefined> {
  const postgres = inject('postgres');
  if (postgres === null) return undefined;
  const { createDatabase } = await import('./postgres.ts');
  return createDatabase(postgres);
}

/** A server and an agent for each of some engines, as processes of their own, joined and in view. */
export async function startFleet({ hosts = 3, ...options }: { hosts?: number } & Partial<ServerOptions> = {}): Promise<TestFleet> {
  const dir = options.dir ?? (await makeTempDir('fleet'));
  const engines = await cleanEngines(hosts);
  const server = await ServerProcess.start({ databaseUrl: await database(), ...options, dir });
  const admin = await server.signIn();
  const started: TestHost[] = [];

  const join = async (name: string, engine: Engine): Promise<TestHost> => {
    const { token } = await admin.call('join-token.create', {}, { description: name });
    const wire = await startLinkProxy(server.url);
    const agent = new AgentProcess({ dir, name, server: wire.url, token, dockerHost: engine.host });
    const id = await eventually(async () => {
      const { items } = await admin.call('host.list');
      const host = items.find((one) => one.name === name);
      if (host?.online !== true || host.engine?.state !== 'ok')
        throw new Error(`${name} is not there yet: ${JSON.stringify(host)}\n${agent.log.slice(-1500)}`);
      return host.id;
    });
    const host = { name, id, engine, agent, wire };
    started.push(host);
    return host;
  };
  await Promise.all(engines.map((engine, index) => join(`host-${index + 1}`, engine)));
  started.sort((a, b) => a.name.localeCompare(b.name));
  return {
    dir,
    server,
    admin,
    hosts: started,
    join,
    stop: async () => {
      await Promise.all(started.map(({ agent }) => agent.end()));
      await server.end();
      await Promise.all(started.map(({ wire }) => wire.close()));
    },
  };
}
