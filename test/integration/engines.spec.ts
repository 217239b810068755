import { existsSync, readFileSync } from 'node:fs';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startEngine, type Engine } from '../support/engine.ts';
import { IMAGES, loadImages } from '../support/images.ts';
import { startPostgres } from '../support/postgres.ts';
import { startRegistry } from '../support/registry.ts';
import { passes } from '../support/wait.ts';

/** The real parts that all other suites stand on: if one of these fails, the machine is at fault rather than Longshore. */
describe('engines of the tests', () => {
  let engines: Engine[] = [];
  let alpha: Engine;
  let beta: Engine;

  beforeAll(async () => {
    engines = await Promise.all(['alpha', 'beta', 'gamma'].map((name) => startEngine({ name })));
    await Promise.all(engines.map(loadImages));
    [alpha, beta] = engines as [Engine, Engine, Engine];
  });

  afterAll(async () => {
    await Promise.all(engines.map((engine) => engine.stop()));
    for (const { pid, socket } of engines) {
      expect(existsSync(socket)).toBe(false);
      expect(existsSync(`/proc/${pid}`)).toBe(false);
    }
  });

  const stateOf = async (engine: Engine, name: string): Promise<string> =>
    engine.docker(['inspect', '--format', '{{.State.Status}} {{.State.ExitCode}} {{with .State.Health}}{{.Status}}{{end}}', name]);

  it('are three, each with an id, a name and all images', async () => {
    const infos = await Promise.all(
      engines.map(async (engine) => (await engine.api('GET', '/info')).json() as { ID: string; Name: string }),
    );
    expect(infos.map(({ Name: name }) => name)).toEqual(['alpha', 'beta', 'gamma']);
    expect(new Set(infos.map(({ ID: id }) => id)).size).toBe(3);
    for (const engine of engines) {
      const images = (await engine.docker(['images', '--format', '{{.Repository}}:{{.Tag}}'])).split('\n');
      expect(images).toEqual(expect.arrayContaining(Object.values(IMAGES)));
    }
  });

  it('run and exec, with outputs byte for byte and input', async () => {
    await alpha.docker(['run', '--detach', '--name', 'idle', IMAGES.idle]);
    const both = await alpha.dockerBytes(['exec', 'idle', 'sh', '-c', String.raw`printf 'out\0\377'; printf 'err\n' >&2`]);
    expect(both.stdout).toEqual(Buffer.from([0x6f, 0x75, 0x74, 0x00, 0xff]));
    expect(both.stderr.toString()).toBe('err\n');
    expect(await alpha.docker(['exec', '--interactive', 'idle', 'cat'], 'typed')).toBe('typed');
    await expect(alpha.docker(['exec', 'idle', 'false'])).rejects.toThrow('docker exec idle false: code 1');
    expect(await beta.docker(['ps', '--all', '--quiet'])).toBe('');
  });

  it('answer plain HTTP with the status and words of the engine', async () => {
    const made = await beta.api('POST', '/v1.41/containers/create?name=by-api', { Image: IMAGES.idle });
    expect(made.status).toBe(201);
    const again = await beta.api('POST', '/containers/create?name=by-api', { Image: IMAGES.idle });
    expect(again.status).toBe(409);
    expect(again.json()).toMatchObject({ message: expect.stringContaining('is already in use') });
  });

  it('spew exactly the lines asked for', async () => {
    await alpha.docker(['run', '--name', 'spewer', '--env', 'COUNT=5000', '--env', 'SIZE=40', '--env', 'STDERR=5', IMAGES.spewer]);
    const { stdout, stderr } = await alpha.dockerBytes(['logs', 'spewer']);
    const numbers = (bytes: Buffer, word: string): number[] =>
      bytes
        .toString()
        .trimEnd()
        .split('\n')
        .map((line) => {
          expect(line).toHaveLength(39);
          const [, output, number] = /^(out|err) (\d+) x+$/.exec(line) ?? [];
          expect(output).toBe(word);
          return Number(number);
        });
    const all = Array.from({ length: 5000 }, (_, index) => index + 1);
    expect(numbers(stdout, 'out')).toEqual(all.filter((number) => number % 5 !== 0));
    expect(numbers(stderr, 'err')).toEqual(all.filter((number) => number % 5 === 0));
  });

  it('spew at the rate asked for until stopped, at once', async () => {
    await alpha.docker(['run', '--detach', '--name', 'steady', '--env', 'COUNT=0', '--env', 'RATE=100', IMAGES.spewer]);
    await passes(async () => expect((await alpha.docker(['logs', 'steady'])).split('\n').length).toBeGreaterThan(30));
    const asked = performance.now();
    await alpha.docker(['stop', 'steady']);
    expect(performance.now() - asked).toBeLessThan(5_000);
    expect(await stateOf(alpha, 'steady')).toBe('exited 0 ');
  });

  it('publish a port on the loopback, with a web server behind it', async () => {
    await alpha.docker(['run', '--detach', '--name', 'web', '--publish', '127.0.0.1::80', IMAGES.web]);
    const address = await alpha.docker(['port', 'web', '80/tcp']);
    expect(address).toMatch(/^127\.0\.0\.1:\d+$/);
    await passes(async () => expect(await (await fetch(`http://${address}/`)).text()).toContain('hello from the test web server'));
  });

  it('connect networks made in them, several at a time', async () => {
    await Promise.all(engines.map((engine) => engine.docker(['network', 'create', 'inner'])));
    await alpha.docker(['network', 'connect', '--alias', 'site', 'inner', 'web']);
    expect(await alpha.docker(['run', '--rm', '--network', 'inner', IMAGES.base, 'wget', '-q', '-O', '-', 'http://site/'])).toContain(
      'hello from',
    );
  });

  it('keep volumes, and make the anonymous one of an image', async () => {
    await alpha.docker(['run', '--rm', '--volume', 'kept:/data', IMAGES.base, 'sh', '-c', 'echo kept > /data/file']);
    expect(await alpha.docker(['run', '--rm', '--volume', 'kept:/data', IMAGES.base, 'cat', '/data/file'])).toBe('kept');
    await alpha.docker(['run', '--detach', '--name', 'volume', IMAGES.volume]);
    expect(await alpha.docker(['inspect', '--format', '{{range .Mounts}}{{.Type}} {{.Destination}}{{end}}', 'volume'])).toBe(
      'volume /data',
    );
  });

  it('see health and crashes', async () => {
    for (const name of ['healthy', 'unhealthy', 'crasher'] as const) await beta.docker(['run', '--detach', '--name', name, IMAGES[name]]);
    await passes(async () => {
      expect(await stateOf(beta, 'healthy')).toBe('running 0 healthy');
      expect(await stateOf(beta, 'unhealthy')).toBe('running 0 unhealthy');
      expect(await stateOf(beta, 'crasher')).toBe('exited 3 ');
    });
    await beta.docker(['exec', 'unhealthy', 'touch', '/well']);
    await passes(async () => expect(await stateOf(beta, 'unhealthy')).toBe('running 0 healthy'));
  });

  it('echo on a terminal', async () => {
    await beta.docker(['run', '--detach', '--tty', '--interactive', '--name', 'tty', IMAGES.tty]);
    expect(await beta.docker(['exec', 'tty', 'sh', '-c', 'test -t 0 < /proc/1/fd/0 && echo terminal'])).toBe('terminal');
  });

  it.each(['SIGTERM', 'SIGKILL'] as const)('come back from %s with the containers that their policies name', async (signal) => {
    const engine = engines[2]!;
    const [always, never] = [`always-${signal}`, `never-${signal}`];
    await engine.docker(['run', '--detach', '--name', always, '--restart', 'always', IMAGES.idle]);
    await engine.docker(['run', '--detach', '--name', never, IMAGES.idle]);
    const before = engine.pid;
    await engine.restart(signal);
    expect(engine.pid).not.toBe(before);
    await passes(async () => {
      expect(await stateOf(engine, always)).toBe('running 0 ');
      expect(await stateOf(engine, never)).toMatch(/^exited /);
    });
  });

  it('hang and go on', async () => {
    const engine = engines[2]!;
    await engine.pause();
    expect(readFileSync(`/proc/${engine.pid}/status`, 'utf8')).toMatch(/^State:\s+T/m);
    const ping = engine.api('GET', '/_ping');
    await expect(Promise.race([ping, new Promise((resolve) => setTimeout(resolve, 300, 'nothing'))])).resolves.toBe('nothing');
    await engine.resume();
    expect((await ping).status).toBe(200);
  });

  it('push to and pull from a registry', async () => {
    const registry = await startRegistry();
    const name = `${registry.address}/team/web:1`;
    await alpha.docker(['tag', IMAGES.web, name]);
    await alpha.docker(['push', '--quiet', name]);
    await beta.docker(['pull', '--quiet', name]);
    const id = (engine: Engine): Promise<string> => engine.docker(['inspect', '--format', '{{.Id}}', name]);
    expect(await id(beta)).toBe(await id(alpha));
    await registry.stop();
    await expect(beta.docker(['pull', '--quiet', name])).rejects.toThrow('connection refused');
  });
});

describe('the database of the tests', () => {
  it('is PostgreSQL with durable writes, behind a password, with as many databases as asked for', async () => {
    const postgres = await startPostgres();
    const urls = [await postgres.createDatabase('longshore'), await postgres.createDatabase('other "one"')];
    for (const connectionString of urls) {
      const client = new Client({ connectionString });
      await client.connect();
      const { rows } = await client.query("SELECT current_setting('fsync') AS fsync, current_database() AS name");
      expect(rows).toEqual([{ fsync: 'on', name: decodeURIComponent(new URL(connectionString).pathname.slice(1)) }]);
      await client.end();
    }
    const wrong = new URL(postgres.url);
    wrong.password = 'wrong';
    await expect(new Client({ connectionString: wrong.href }).connect()).rejects.toThrow('password authentication failed');
    await postgres.stop();
  });
});
