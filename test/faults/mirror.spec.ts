import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ContainerRow } from '@longshore/contract/containers';
import type { Engine } from '../support/engine.ts';
import { startFleet, type TestFleet, type TestHost } from '../support/fleet.ts';
import { LiveClient } from '../support/live-client.ts';
import { passes } from '../support/wait.ts';

/** What `docker ps -a` and the browser's replica must agree on. */
interface Seen {
  name: string;
  image: string;
  state: string;
  networks: string;
  ports: string;
}

async function engineView(engine: Engine): Promise<Map<string, Seen>> {
  const answer = await engine.api('GET', '/containers/json?all=1');
  const list = answer.json() as {
    Id: string;
    Names: string[];
    Image: string;
    State: string;
    NetworkSettings: { Networks: Record<string, unknown> };
    Ports: { PrivatePort: number; PublicPort?: number; Type: string }[];
  }[];
  return new Map(
    list.map((one) => [
      one.Id,
      {
        name: one.Names.find((name) => !name.slice(1).includes('/'))?.slice(1) ?? '',
        image: one.Image,
        state: one.State,
        networks: Object.keys(one.NetworkSettings.Networks).sort().join(','),
        ports: [...new Set(one.Ports.map((port) => `${port.PublicPort ?? ''}:${port.PrivatePort}/${port.Type}`))].sort().join(','),
      },
    ]),
  );
}

const browserView = (rows: ContainerRow[]): Map<string, Seen> =>
  new Map(
    rows.map((row) => [
      row.id,
      {
        name: row.name,
        image: row.image,
        state: row.state,
        networks: row.networks.join(','),
        ports: [...new Set(row.ports.map((port) => `${port.host ?? ''}:${port.container}/${port.protocol}`))].sort().join(','),
      },
    ]),
  );

/** A generator of small random numbers that can be told its seed, so that a failure can be run again. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Changes an engine at random, behind Longshore's back, over its socket. What the engine refuses is no concern of ours. */
async function mutate(engine: Engine, count: number, pick: (below: number) => number): Promise<number> {
  let names: string[] = [];
  let made = 0;
  const call = async (method: string, path: string, body?: unknown) => {
    await engine.api(method, path, body).catch((error: unknown) => {
      if (!(error instanceof Error)) throw error;
    });
  };
  for (let done = 0; done < count; done += 1) {
    const name = names[pick(Math.max(names.length, 1))];
    const what = pick(12);
    if (name === undefined || (what < 3 && names.length < 25)) {
      const fresh = `churn-${(made += 1)}-${pick(1e9)}`;
      names.push(fresh);
      await call('POST', `/containers/create?name=${fresh}`, {
        Image: 'longshore/web:1',
        StopSignal: 'SIGKILL',
        HostConfig: {
          ...(pick(3) === 0 ? { PublishAllPorts: true } : {}),
          ...(pick(4) === 0 ? { RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 2 } } : {}),
        },
      });
    } else if (what < 6) await call('POST', `/containers/${name}/start`);
    else if (what === 6) await call('POST', `/containers/${name}/kill`);
    else if (what === 7) {
      const renamed = `renamed-${(made += 1)}-${pick(1e9)}`;
      await call('POST', `/containers/${name}/rename?name=${renamed}`);
      names = names.map((one) => (one === name ? renamed : one));
    } else if (what === 8) await call('POST', `/containers/${name}/${pick(2) === 0 ? 'pause' : 'unpause'}`);
    else if (what === 9)
      await call('POST', `/networks/churn/${pick(2) === 0 ? 'connect' : 'disconnect'}`, { Container: name, Force: true });
    else if (what === 10) await call('POST', `/containers/${name}/restart?t=0`);
    else {
      await call('DELETE', `/containers/${name}?force=1&v=1`);
      names = names.filter((one) => one !== name);
    }
  }
  return count;
}

describe('the mirror', () => {
  let fleet: TestFleet;
  let browser: LiveClient;

  beforeAll(async () => {
    fleet = await startFleet({ hosts: 3 });
    for (const { engine } of fleet.hosts) await engine.docker(['network', 'create', 'churn']).catch(() => undefined);
    browser = await LiveClient.open(fleet.admin);
  });
  afterAll(async () => {
    browser.close();
    for (const { engine } of fleet.hosts) {
      const ids = (await engine.docker(['ps', '-aq'])).split('\n').filter(Boolean);
      if (ids.length > 0) await engine.docker(['rm', '-fv', ...ids]);
      await engine.docker(['network', 'rm', 'churn']);
    }
    await fleet.stop();
  });

  const equal = async (host: TestHost) => {
    await passes(
      async () => {
        const engine = await engineView(host.engine);
        expect(Object.fromEntries(browserView(browser.rowsOf(host.id)))).toEqual(Object.fromEntries(engine));
      },
      { timeoutMs: 20_000, everyMs: 250 },
    );
  };

  it('equals every engine after 2,000 random changes behind its back, with an engine restarted on the way', async () => {
    const [first, second, third] = fleet.hosts as [TestHost, TestHost, TestHost];
    const seed = Date.now() % 1e6;
    const counts = await Promise.all([
      mutate(first.engine, 700, random(seed)),
      mutate(second.engine, 700, random(seed + 1)),
      (async () => {
        const before = await mutate(third.engine, 300, random(seed + 2));
        await third.engine.restart();
        return before + (await mutate(third.engine, 300, random(seed + 3)));
      })(),
    ]);
    expect(counts.reduce((sum, count) => sum + count)).toBe(2000);
    for (const host of fleet.hosts)
      await equal(host).catch((error: unknown) => Promise.reject(new Error(`seed ${seed}`, { cause: error })));
    const { items } = await fleet.admin.call('host.list');
    expect(items.map(({ name, drift }) => ({ name, drift }))).toEqual(fleet.hosts.map(({ name }) => ({ name, drift: 0 })));
  }, 600_000);

  it('keeps the last known state, greyed, while a link is cut, and equals the engine on its return', async () => {
    const host = fleet.hosts[0]!;
    await host.engine.docker(['run', '-d', '--name', 'stays', 'longshore/web:1']);
    await passes(() => expect(browser.rowsOf(host.id).map(({ name }) => name)).toContain('stays'));
    const before = browser.rowsOf(host.id).length;
    host.wire.cut();
    await passes(() => expect(browser.host(host.id)?.online).toBe(false));
    await mutate(host.engine, 200, random(7));
    await host.engine.docker(['rm', '-f', 'stays']);
    expect(browser.rowsOf(host.id)).toHaveLength(before);
    const stale = await fleet.admin.call('container.list', {}, { q: 'name:stays' });
    expect(stale.items).toMatchObject([{ name: 'stays', stale: true }]);
    host.wire.mend();
    await passes(() => expect(browser.host(host.id)?.online).toBe(true), { timeoutMs: 60_000 });
    await equal(host);
  }, 300_000);

  it('shows an engine that hangs as a state of its host, and recovers', async () => {
    const host = fleet.hosts[1]!;
    await host.engine.pause();
    await passes(() => expect(browser.host(host.id)?.engine).toMatchObject({ state: 'unreachable' }), { timeoutMs: 60_000 });
    expect(browser.host(host.id)?.online).toBe(true);
    await host.engine.resume();
    await passes(() => expect(browser.host(host.id)?.engine).toMatchObject({ state: 'ok' }), { timeoutMs: 60_000 });
    await equal(host);
  }, 300_000);

  it('is there again after a kill -9 of the server and of an agent', async () => {
    const host = fleet.hosts[2]!;
    await fleet.server.restart('SIGKILL');
    await host.agent.end('SIGKILL');
    await mutate(host.engine, 50, random(11));
    host.agent.start();
    await passes(() => expect(browser.host(host.id)).toMatchObject({ online: true, engine: { state: 'ok' } }), { timeoutMs: 60_000 });
    for (const one of fleet.hosts) await equal(one);
  }, 300_000);
});
