import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Host } from '@longshore/contract/hosts';
import { startChild } from '../support/child.ts';
import { ServerProcess } from '../support/server-process.ts';
import { startTime, tempDirectory } from '../support/temp.ts';
import { eventually, passes } from '../support/wait.ts';

/** No engine listens there: the agent runs all the same. */
const env = { LONGSHORE_LOCAL_AGENT: 'auto', LONGSHORE_HOST_NAME: 'here', DOCKER_HOST: 'unix:///nowhere/docker.sock' };

describe('the local agent', () => {
  let server: ServerProcess;

  beforeAll(async () => {
    server = await ServerProcess.start({ dir: tempDirectory('local'), env });
  });
  afterAll(() => server.end());

  const hosts = async (): Promise<Host[]> => (await (await server.signIn()).call('host.list')).items;
  const online = (): Promise<Host> =>
    eventually(async () => (await hosts()).find((host) => host.local && host.online), { timeoutMs: 30_000, everyMs: 100 });
  /** Undefined while none runs. */
  const pid = (): number | undefined => {
    try {
      return Number(readFileSync(join(server.dataDir, 'local-agent/agent.pid'), 'utf8').split(' ')[0]);
    } catch {
      return undefined;
    }
  };

  it('joins by itself, and without an engine its host says what is missing', async () => {
    const host = await online();
    expect(host).toMatchObject({ name: 'here', local: true });
    const { engine } = await eventually(async () => (await hosts()).find(({ engine: status }) => status !== undefined));
    expect(engine).toMatchObject({ state: 'unreachable', hint: expect.stringContaining('Docker') });
    expect((await (await server.signIn()).call('join-token.list')).items).toEqual([]);
  });

  it('outlives a server that is killed, and the next one goes on with it', async () => {
    const before = pid()!;
    await server.restart('SIGKILL');
    await online();
    expect(pid()).toBe(before);
    expect(startTime(before)).toBeDefined();
    expect(await hosts()).toHaveLength(1);
  });

  it('is started again when it dies, as the same host', async () => {
    const before = pid()!;
    process.kill(before, 'SIGKILL');
    await passes(() => expect(pid()).not.toBe(before), { timeoutMs: 30_000 });
    await online();
    expect(await hosts()).toHaveLength(1);
    expect(server.log).toContain('The local agent ended; it is started again');
  });

  it('joins anew after its host was removed and the server started again', async () => {
    const [host] = await hosts();
    await (await server.signIn()).call('host.remove', { host: host!.id });
    await server.restart('SIGTERM');
    const again = await online();
    expect(again.id).not.toBe(host!.id);
  });

  it('ends with the server, and is not started when it is switched off', async () => {
    await online();
    const before = pid()!;
    await server.end('SIGTERM');
    expect(startTime(before)).toBeUndefined();
    server.env.LONGSHORE_LOCAL_AGENT = 'off';
    server.start();
    await server.ready();
    expect((await hosts()).map(({ local, online: linked }) => [local, linked])).toEqual([[true, false]]);
    expect(pid()).toBeUndefined();
  });
});

describe('the line that starts an agent with plain node', () => {
  it('joins a host to the server', async () => {
    const dir = tempDirectory('line');
    const server = await ServerProcess.start({ dir });
    const admin = await server.signIn();
    const { commands } = await admin.call('join-token.create', {}, {});
    const home = join(dir, 'agent');
    const line = await startChild({
      command: 'sh',
      args: ['-c', commands.node],
      env: { PATH: process.env.PATH, LONGSHORE_AGENT_DATA: home, LONGSHORE_HOST_NAME: 'far', DOCKER_HOST: env.DOCKER_HOST },
      log: join(dir, 'agent.log'),
    });
    await passes(async () => expect((await admin.call('host.list')).items).toMatchObject([{ name: 'far', online: true, local: false }]), {
      timeoutMs: 30_000,
    });
    // The shell and the agent that it runs, as Ctrl-C in a terminal ends both.
    process.kill(-line.pid, 'SIGTERM');
    await line.ended;
    await server.end();
  });
});
