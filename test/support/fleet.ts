import { AgentProcess } from './agent-process.ts';
import { startEngine, type Engine } from './engine.ts';
import { loadImages } from './images.ts';
import { startLinkProxy, type LinkProxy } from './link-proxy.ts';
import { startPostgres } from './postgres.ts';
import type { RestClient } from './rest-client.ts';
import { ServerProcess, type ServerOptions } from './server-process.ts';
import { tempDirectory } from './temp.ts';
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

/** The database the suite runs on: none for the embedded one, else a new one on a PostgreSQL given by URL. */
async function database(): Promise<{ url: string; stop: () => Promise<void> } | undefined> {
  if (process.env.LONGSHORE_TEST_DATABASE !== 'given') return undefined;
  const postgres = await startPostgres();
  return { url: await postgres.createDatabase('longshore'), stop: () => postgres.stop() };
}

/** Engines with the test images, a server, and an agent for each engine, as processes of their own, joined and in view. */
export async function startFleet({ hosts = 3, ...options }: { hosts?: number } & Partial<ServerOptions> = {}): Promise<TestFleet> {
  const dir = options.dir ?? tempDirectory('fleet');
  const engines = await Promise.all(Array.from({ length: hosts }, (_, index) => startEngine({ name: `engine-${index + 1}` })));
  await Promise.all(engines.map(loadImages));
  const given = await database();
  const server = await ServerProcess.start({ databaseUrl: given?.url, ...options, dir });
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
      await Promise.all(engines.map((engine) => engine.stop()));
      await given?.stop();
    },
  };
}
