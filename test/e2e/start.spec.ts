import { join } from 'node:path';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Host } from '@longshore/contract/hosts';
import type { ApiToken } from '@longshore/contract/identity';
import { Visitor } from '../integration/visitor.ts';
import { copyCheckout, NpmStart } from '../support/checkout.ts';
import { startEngine, type Engine } from '../support/engine.ts';
import { IMAGES, loadImages } from '../support/images.ts';
import { freePort } from '../support/ports.ts';
import { RestClient } from '../support/rest-client.ts';
import { tempDirectory } from '../support/temp.ts';
import { eventually, passes } from '../support/wait.ts';

const PASSWORD = 'correct horse battery';
/** Everything is built. */
const BUILD_MS = 300_000;

/** What a newcomer does: `npm ci`, then `npm start`. */
describe('npm start', () => {
  const dir = tempDirectory('start');
  const checkout = join(dir, 'longshore');
  const started: NpmStart[] = [];
  let engine: Engine;
  let longshore: NpmStart;
  let admin: RestClient;

  const prepare = async (name: string, env: Record<string, string>): Promise<NpmStart> => {
    const one = new NpmStart(checkout, join(dir, name), await freePort(), env);
    started.push(one);
    return one;
  };

  beforeAll(async () => {
    copyCheckout(checkout);
    engine = await startEngine({ name: 'newcomer' });
    await loadImages(engine);
    await engine.docker(['run', '--detach', '--name', 'web', IMAGES.web]);
    await engine.docker(['create', '--name', 'later', IMAGES.idle]);
    longshore = await prepare('data', { DOCKER_HOST: engine.host, LONGSHORE_HOST_NAME: 'here' });
  });
  afterAll(async () => {
    for (const one of started) await one.kill();
    await engine.stop();
  });

  const localHost = (client: RestClient): Promise<Host> =>
    eventually(async () => (await client.call('host.list')).items.find(({ local, online, engine: status }) => local && online && status), {
      timeoutMs: 30_000,
      everyMs: 50,
    });
  const names = async (): Promise<string[]> => (await admin.call('container.list')).items.map(({ name }) => name).sort();

  it(
    'builds what is missing and says so, starts, and prints a link',
    async () => {
      await longshore.start(BUILD_MS);
      for (const name of ['contract', 'migrations', 'agent', 'server', 'web'])
        expect(longshore.output).toMatch(new RegExp(`^Building Longshore:\\n[^]*^ +${name} built in [\\d.]+ s$`, 'm'));
      expect(longshore.output).toContain(`${longshore.url}/setup#`);
    },
    BUILD_MS,
  );

  it('is set up by that link', async () => {
    const [, token] = /\/setup#(\S+)/.exec(longshore.output)!;
    const visitor = new Visitor(longshore.url);
    expect((await visitor.request('POST', '/setup', { token, username: 'ann', password: PASSWORD })).status).toBe(201);
    const made = await visitor.request<ApiToken & { token: string }>('POST', '/tokens', { name: 'test' });
    admin = new RestClient(longshore.url, made.body.token);
  });

  it('has an agent of its own, which shows the containers of the engine', async () => {
    expect(await localHost(admin)).toMatchObject({ name: 'here', engine: { state: 'ok' } });
    await passes(async () => expect(await names()).toEqual(['later', 'web']));
    expect(Object.keys(longshore.running()).sort()).toEqual(['agent', 'postgres', 'server']);
  });

  it('goes on with database and agent when the server was killed', async () => {
    const before = longshore.running();
    const host = await localHost(admin);
    process.kill(before.server!, 'SIGKILL');
    await passes(() => expect(longshore.running()).toEqual({ postgres: before.postgres, agent: before.agent }));
    // While nobody looks, the world moves on.
    await engine.docker(['rm', '--force', 'later']);
    await longshore.start();
    expect(longshore.running()).toMatchObject({ postgres: before.postgres, agent: before.agent });
    expect((await localHost(admin)).id).toBe(host.id);
    await passes(async () => expect(await names()).toEqual(['web']));
  });

  it('ends with Ctrl-C, and leaves no process', async () => {
    await longshore.interrupt();
    expect(longshore.running()).toEqual({});
    expect(longshore.output).not.toContain('Could not end in order');
  });

  it('starts a second time without building, with everything there', async ({ annotate }) => {
    const earlier = longshore.output.length;
    const took = await longshore.start();
    await annotate(`second start: ${took.toFixed(0)} ms from npm start to /readyz`);
    expect(longshore.output.slice(earlier)).not.toContain('Building');
    expect(await localHost(admin)).toMatchObject({ name: 'here' });
    await passes(async () => expect(await names()).toEqual(['web']));
    await longshore.interrupt();
  });

  it('starts without any engine, and the host says what to do; the first password may come from outside', async () => {
    const alone = await prepare('alone', { DOCKER_HOST: 'unix:///nowhere/docker.sock', LONGSHORE_ADMIN_PASSWORD: PASSWORD });
    await alone.start();
    expect(alone.output).not.toContain('/setup#');
    const visitor = new Visitor(alone.url);
    expect((await visitor.signIn('admin', PASSWORD)).status).toBe(201);
    const host = await eventually(async () => {
      const { body } = await visitor.request<{ items: Host[] }>('GET', '/hosts');
      return body.items.find(({ engine: status }) => status !== undefined);
    });
    expect(host.engine).toMatchObject({ state: 'unreachable', hint: expect.stringMatching(/Docker/) });
    await alone.interrupt();
    expect(alone.running()).toEqual({});
  });

  it('tells every wrong variable at once, by name, and ends with code 1', async () => {
    const wrong = await prepare('wrong', {
      LONGSHORE_PORT: '80800',
      DATABASE_URL: 'mysql://root:hunter2@db/x',
      LONGSHORE_ADMIN_PASSWORD: 'hunter2',
      LONGSHORE_PUBLIC_URL: 'longshore.example.com',
      LONGSHORE_LOG_LEVEL: 'loud',
      LONGSHORE_LOCAL_AGENT: 'maybe',
    });
    expect(await (await wrong.spawn()).ended).toMatchObject({ code: 1 });
    for (const name of Object.keys(wrong.env).filter((one) => one !== 'LONGSHORE_DATA'))
      expect(wrong.output).toMatch(new RegExp(`^ +${name} must `, 'm'));
    expect(wrong.output).not.toContain('hunter2');
    expect(wrong.running()).toEqual({});
  });

  it('says that its port is taken, and leaves no process', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const second = await prepare('taken', { LONGSHORE_PORT: String(port), DOCKER_HOST: engine.host });
    expect(await (await second.spawn()).ended).toMatchObject({ code: 1 });
    expect(second.output).toMatch(new RegExp(`EADDRINUSE.*${port}`));
    expect(second.running()).toEqual({});
    other.close();
  });
});
