import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AgentProcess } from '../support/agent-process.ts';
import { startFleet, type TestFleet } from '../support/fleet.ts';
import { startForwardProxy, type ForwardProxy } from '../support/forward-proxy.ts';
import { passes } from '../support/wait.ts';

describe('an agent behind an HTTP proxy', () => {
  let fleet: TestFleet;
  let proxy: ForwardProxy;
  let agent: AgentProcess;

  beforeAll(async () => {
    fleet = await startFleet({ hosts: 1 });
    proxy = await startForwardProxy();
    const { token } = await fleet.admin.call('join-token.create', {});
    const { port } = new URL(fleet.server.url);
    // Only the proxy knows this name.
    const server = `http://longshore.corp.example:${port}`;
    agent = new AgentProcess({
      dir: fleet.dir,
      name: 'behind',
      server,
      token,
      dockerHost: fleet.hosts[0]!.engine.host,
      env: { HTTP_PROXY: proxy.url },
    });
  });
  afterAll(async () => {
    await agent.end();
    await proxy.close();
    await fleet.stop();
  });

  const online = () =>
    passes(async () => {
      const { items } = await fleet.admin.call('host.list');
      expect(items.find(({ name }) => name === 'behind')?.online, agent.log.slice(-800)).toBe(true);
    });

  it('joins, works and streams through it, and tells its password to no log', async () => {
    await online();
    await fleet.hosts[0]!.engine.docker(['run', '-d', '--name', 'speaks', 'longshore/base:1', 'echo', 'through the proxy']);
    await passes(async () => {
      const { total } = await fleet.admin.call('container.list', {}, { q: 'host:behind name:speaks state:exited' });
      expect(total).toBe(1);
    });
    const operation = await fleet.admin.run('container.rename', { host: 'behind', container: 'speaks' }, { name: 'spoke' });
    expect(operation.state).toBe('succeeded');
    const log = await fleet.admin.request<string>('GET', '/hosts/behind/containers/spoke/logs');
    expect(log.body).toContain('through the proxy');
    expect(new Set(proxy.asked.map((target) => target.split(':')[0]))).toEqual(new Set(['longshore.corp.example']));
    expect(agent.log).not.toContain('secret');
  });

  it('comes back when the proxy dropped it', async () => {
    const before = proxy.asked.length;
    proxy.cut();
    await passes(() => expect(proxy.asked.length).toBeGreaterThan(before));
    await online();
  });
});
