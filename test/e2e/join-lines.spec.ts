import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Host, NewJoinToken } from '@longshore/contract/hosts';
import { makeBaseImages } from '../support/base-images.ts';
import type { Child } from '../support/child.ts';
import { startEngine, type Engine } from '../support/engine.ts';
import { EngineShell } from '../support/engine-shell.ts';
import { startForger } from '../support/forger.ts';
import { IMAGES } from '../support/images.ts';
import { RestClient } from '../support/rest-client.ts';
import { ServerProcess } from '../support/server-process.ts';
import { tempDirectory } from '../support/temp.ts';
import { eventually, passes } from '../support/wait.ts';

const run = promisify(execFile);
const UNIT = '/etc/systemd/system/longshore-agent.service';
const SYSTEMD_UNITS = '/usr/lib/systemd/system';
const AGENT_FILE = '/agent/longshore-agent.mjs';
const spoil = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.from('\n')]);

/** The lines that "Add host" shows, pasted into a shell of another machine: its own engine and host name, and the server across a network. */
describe('a line of "Add host"', () => {
  const dir = tempDirectory('lines');
  let server: ServerProcess;
  let engine: Engine;
  let shell: EngineShell;
  let admin: RestClient;
  /** The server as the other machine reaches it. */
  let url: string;
  const children: Child[] = [];

  beforeAll(async () => {
    engine = await startEngine({ name: 'far-away' });
    await makeBaseImages(engine, ['node', 'machine']);
    await engine.docker(['run', '--detach', '--name', 'there', IMAGES.idle]);
    shell = new EngineShell(engine, dir);
    server = await ServerProcess.start({ dir, env: { LONGSHORE_HOST: '0.0.0.0' } });
    const gateway = await engine.docker(['network', 'inspect', '--format', '{{(index .IPAM.Config 0).Gateway}}', 'bridge']);
    url = server.url.replace('127.0.0.1', gateway);
    admin = new RestClient(url, (await server.signIn()).token);
  }, 600_000);
  afterAll(async () => {
    await Promise.all(children.map((child) => child.end()));
    await server.end();
    await engine.stop();
  });

  const lines = async (): Promise<NewJoinToken['commands']> => (await admin.call('join-token.create', {}, {})).commands;
  const start = async (line: string, env: Record<string, string> = {}): Promise<Child> => {
    const child = await shell.run(line, env);
    children.push(child);
    return child;
  };
  const joined = (name: string): Promise<Host> =>
    eventually(async () => (await admin.call('host.list')).items.find((host) => host.name === name && host.online && host.engine), {
      timeoutMs: 60_000,
      everyMs: 100,
    });
  const hostNames = async (): Promise<string[]> => (await admin.call('host.list')).items.map(({ name }) => name).sort();
  /** The names of the containers of a host are what its own engine says. */
  const seen = (host: string): Promise<void> =>
    passes(async () => {
      const { items } = await admin.call('container.list', {}, { q: `host:${host}` });
      const names = (await engine.docker(['ps', '--all', '--format', '{{.Names}}'])).split('\n');
      expect(items.map(({ name }) => name).sort()).toEqual(names.sort());
    });

  it('for plain Node joins the host', async () => {
    const data = join(dir, 'node');
    const child = await start((await lines()).node, { LONGSHORE_AGENT_DATA: data });
    expect(await joined('far-away')).toMatchObject({ engine: { state: 'ok' } });
    await seen('far-away');
    expect(existsSync(join(data, 'longshore-agent.mjs'))).toBe(true);
    await child.end();
  });

  it('for a container joins the host, under its own name', async () => {
    const child = await start((await lines()).container);
    expect(await child.ended, child.output()).toMatchObject({ code: 0 });
    // The first one has the plain name.
    expect(await joined('far-away-2')).toMatchObject({ engine: { state: 'ok' } });
    await seen('far-away-2');
    // The file is in its volume: it needs no server to start again, and its token is used up.
    await engine.docker(['restart', '--time', '5', 'longshore-agent']);
    await passes(async () => expect((await engine.docker(['logs', 'longshore-agent'])).match(/linked to the server/g)).toHaveLength(2), {
      timeoutMs: 30_000,
    });
    await engine.docker(['rm', '--force', 'longshore-agent']);
    await engine.docker(['volume', 'rm', 'longshore-agent']);
  });

  describe('for systemd', () => {
    const machine = async (command: string): Promise<string> => engine.docker(['exec', 'metal', 'sh', '-c', command]);

    beforeAll(async () => {
      const options = ['--hostname', 'metal', '--volume', `${engine.socket}:/var/run/docker.sock`];
      await engine.docker(['run', '--detach', '--name', 'metal', ...options, 'longshore/machine:1']);
    });
    afterAll(() => engine.docker(['rm', '--force', 'metal']));

    it('installs a service that joins the host', async () => {
      await machine((await lines()).systemd);
      expect(await machine('cat /var/log/systemctl')).toBe('daemon-reload\nenable --quiet longshore-agent\nrestart longshore-agent');
      expect(await joined('metal')).toMatchObject({ engine: { state: 'ok' } });
      await seen('metal');
      expect(await machine('stat -c "%a %U" /etc/longshore-agent.env')).toBe('600 root');
    });

    it('writes a unit that systemd takes', async () => {
      // A root with what the unit speaks of: systemd's own units, its program, its settings.
      const root = join(dir, 'root');
      cpSync(SYSTEMD_UNITS, join(root, SYSTEMD_UNITS), { recursive: true });
      for (const path of ['/usr/local/bin/node', '/etc/longshore-agent.env', UNIT])
        mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, '/usr/local/bin/node'), '#!/bin/sh\n', { mode: 0o755 });
      writeFileSync(join(root, '/etc/longshore-agent.env'), '');
      writeFileSync(join(root, UNIT), await machine(`cat ${UNIT}`));
      const { stdout, stderr } = await run('/usr/bin/systemd-analyze', ['verify', `--root=${root}`, '--man=no', 'longshore-agent.service']);
      expect(stdout + stderr).toBe('');
    });

    it('updates it when it is run again', async () => {
      await machine('echo spoiled >/opt/longshore-agent/longshore-agent.mjs');
      await machine((await lines()).systemd);
      expect(await machine('ls /opt/longshore-agent')).toBe('longshore-agent.mjs');
      await passes(async () => expect((await machine('cat /var/log/longshore-agent')).match(/linked to the server/g)).toHaveLength(2));
      // It is the host that it was.
      expect(await hostNames()).toEqual(['far-away', 'far-away-2', 'metal']);
    });
  });

  describe('with a file that was altered on the way', () => {
    /** The same line, by way of somebody who alters a file. */
    const forged = async (
      kind: keyof NewJoinToken['commands'],
      path = AGENT_FILE,
    ): Promise<{ line: string; close: () => Promise<void> }> => {
      const forger = await startForger(server.url, path, spoil);
      const { port } = new URL(url);
      return { line: (await lines())[kind].replaceAll(`:${port}`, `:${forger.port}`), close: () => forger.close() };
    };

    it('runs nothing with plain Node', async () => {
      const hosts = await hostNames();
      const { line, close } = await forged('node');
      const data = join(dir, 'altered');
      const child = await start(line, { LONGSHORE_AGENT_DATA: data });
      expect(await child.ended).toMatchObject({ code: 1 });
      expect(child.output()).toBe('The agent file has another checksum than this command expects: copy a new one.\n');
      expect(existsSync(data)).toBe(false);
      expect(await hostNames()).toEqual(hosts);
      await close();
    });

    it('runs nothing in a container', async () => {
      const hosts = await hostNames();
      const { line, close } = await forged('container');
      await (
        await start(line)
      ).ended;
      await passes(async () =>
        expect((await engine.dockerBytes(['logs', 'longshore-agent'])).stderr.toString()).toContain('has another checksum than'),
      );
      await engine.docker(['rm', '--force', 'longshore-agent']);
      expect(await engine.docker(['run', '--rm', '--volume', 'longshore-agent:/data', IMAGES.base, 'ls', '-A', '/data'])).toBe('');
      expect(await hostNames()).toEqual(hosts);
      await close();
    });

    it.each([
      ['agent', AGENT_FILE, 'the agent file has another checksum than expected; nothing was installed'],
      ['installer', '/agent/install.sh', 'FAILED'],
    ])('installs nothing with systemd: the %s', async (_what, path, words) => {
      await engine.docker(['run', '--detach', '--name', 'fresh', 'longshore/machine:1']);
      const { line, close } = await forged('systemd', path);
      const output = await engine.docker(['exec', 'fresh', 'sh', '-c', `(${line}) 2>&1; echo "code $?"`]);
      expect(output).toContain(words);
      expect(output).toMatch(/code 1$/);
      expect(await engine.docker(['exec', 'fresh', 'sh', '-c', `ls ${UNIT} /opt /var/log/systemctl 2>/dev/null || true`])).toBe('');
      await engine.docker(['rm', '--force', 'fresh']);
      await close();
    });
  });
});
