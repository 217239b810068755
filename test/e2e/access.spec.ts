import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionNames, actions, type ActionName } from '@longshore/contract/registry';
import { builtInRoles, decide } from '@longshore/contract/access';
import type { Problem } from '@longshore/contract/errors';
import WebSocket from 'ws';
import { startFleet, type TestFleet } from '../support/fleet.ts';
import { LiveClient } from '../support/live-client.ts';
import { queryString, type RestClient } from '../support/rest-client.ts';
import { passes } from '../support/wait.ts';

const PASSWORD = 'another good password';

describe('access', () => {
  let fleet: TestFleet;
  let viewer: RestClient;
  let payOnly: RestClient;
  let userIds: Record<string, string>;

  const account = async (username: string, bindings: unknown[]): Promise<RestClient> => {
    const { id } = await fleet.admin.call('user.create', {}, { username, password: PASSWORD, bindings });
    userIds[username] = id;
    return fleet.server.signIn(username, PASSWORD);
  };

  beforeAll(async () => {
    userIds = {};
    fleet = await startFleet({ hosts: 2 });
    const [first, second] = fleet.hosts;
    await first!.engine.docker(['run', '-d', '--name', 'paid', '--label', 'team=pay', 'longshore/web:1']);
    await first!.engine.docker(['run', '-d', '--name', 'data', '--label', 'team=data', 'longshore/web:1']);
    await second!.engine.docker(['run', '-d', '--name', 'other', 'longshore/web:1']);
    await passes(async () => expect((await fleet.admin.call('container.list')).total).toBe(3));
    viewer = await account('viewer', [{ role: 'viewer', scope: { kind: 'everything' } }]);
    payOnly = await account('payer', [{ role: 'administrator', scope: { kind: 'label', name: 'team', value: 'pay' } }]);
  });
  afterAll(async () => {
    await fleet.stop();
  });

  const values: Record<string, string> = { host: 'host-1', container: 'paid' };
  const pathOf = (name: ActionName) =>
    actions[name].path.replace(/\{(\w+)\}/g, (_all, key: string) => values[key] ?? '00000000-0000-4000-8000-000000000000');
  /** Arguments that pass validation, for rows that need some. */
  const bodies: Partial<Record<ActionName, unknown>> = {
    'container.rename': { name: 'renamed' },
    'user.create': { username: 'x', password: PASSWORD },
    'user.reset': { password: PASSWORD },
    'team.create': { name: 'x' },
  };

  it('refuses a Viewer every action that the role does not hold, and changes nothing', async () => {
    const before = await fleet.admin.call('container.list');
    const principal = { bindings: [{ role: 'viewer', scope: { kind: 'everything' as const } }] };
    const refused = actionNames.filter((name) => actions[name].access === 'granted' && !decide(principal, name, {}).allowed);
    expect(refused.length).toBeGreaterThan(20);
    for (const name of refused) {
      if (name === 'logs.merge') continue;
      const { method } = actions[name];
      const answer = await viewer.request<Problem>(
        method,
        pathOf(name),
        method === 'GET' || method === 'DELETE' ? {} : { body: bodies[name] ?? {} },
      );
      expect(answer.status, `${name}: ${JSON.stringify(answer.body)}`).toBe(403);
      expect(answer.body.code).toBe('forbidden');
    }
    expect((await fleet.admin.call('container.list')).items.map(({ name, state }) => [name, state])).toEqual(
      before.items.map(({ name, state }) => [name, state]),
    );
  });

  it.each(['exec', 'attach'])('refuses a Viewer the WebSocket of %s', async (what) => {
    const socket = new WebSocket(`${fleet.server.url.replace('http', 'ws')}/api/v1/hosts/host-1/containers/paid/${what}`, {
      headers: viewer.headers,
    });
    const status = await new Promise((resolve) => {
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
      socket.on('open', () => resolve('open'));
    });
    expect(status).toBe(403);
  });

  it('answers a stranger 401 on every action that is not public, sockets included', async () => {
    for (const name of actionNames) {
      const { access, method } = actions[name];
      if (access === 'public') continue;
      const response = await fetch(`${fleet.server.url}/api/v1${pathOf(name)}`, { method });
      expect(response.status, name).toBe(401);
    }
  });

  it('lets a Viewer do all that the role holds', async () => {
    const held = builtInRoles.find(({ name }) => name === 'viewer')?.actions as readonly ActionName[];
    const operation = await fleet.admin.run('container.restart', { host: 'host-1', container: 'paid' }, { timeout: 0 });
    for (const name of held) {
      values.operation = operation.id;
      const query = name === 'logs.merge' ? queryString({ target: ['host-1/paid', 'host-2/other'] }) : '';
      const answer = await viewer.request('GET', `${pathOf(name)}${query}`);
      expect(answer.status, `${name}: ${JSON.stringify(answer.body)}`).toBe(200);
    }
  });

  it('shows somebody scoped to a label those containers alone: in lists, counts, live changes, events, operations and by name', async () => {
    const live = await LiveClient.open(payOnly);
    live.socket.emit('events:look', { on: true }, () => undefined);
    expect(live.rows.map(({ name }) => name)).toEqual(['paid']);
    expect(await payOnly.call('container.list')).toMatchObject({ total: 1, items: [{ name: 'paid' }] });

    const [first] = fleet.hosts;
    const hidden = await payOnly.request<Problem>('GET', '/hosts/host-1/containers/data');
    const unknown = await payOnly.request<Problem>('GET', '/hosts/host-1/containers/nothing');
    expect([hidden.status, unknown.status]).toEqual([404, 404]);
    expect(hidden.body.detail.replace('data', 'nothing')).toBe(unknown.body.detail);

    await fleet.admin.run('container.restart', { host: 'host-1', container: 'data' }, { timeout: 0 });
    await fleet.admin.run('container.restart', { host: 'host-1', container: 'paid' }, { timeout: 0 });
    await first!.engine.docker(['run', '-d', '--name', 'paid-2', '--label', 'team=pay', 'longshore/web:1']);
    await passes(() => expect(live.rows.map(({ name }) => name).sort()).toEqual(['paid', 'paid-2']));
    await passes(() => expect(live.events.map(({ name }) => name)).toContain('paid-2'));
    expect(new Set(live.events.map(({ name }) => name))).toEqual(new Set(['paid', 'paid-2']));
    expect(new Set((await payOnly.call('event.list')).items.map(({ name }) => name))).toEqual(new Set(['paid', 'paid-2']));
    expect(new Set((await payOnly.call('operation.list')).items.map(({ target }) => target.name))).toEqual(new Set(['paid']));
    expect((await payOnly.call('overview.get')).containers.total).toBe(2);
    await first!.engine.docker(['rm', '-f', 'paid-2']);
    live.close();
  });

  it('ends the streams and sockets of somebody whose rights end, within a second', async () => {
    const doomed = await account('doomed', [{ role: 'administrator', scope: { kind: 'everything' } }]);
    const live = await LiveClient.open(doomed);
    const socket = new WebSocket(`${fleet.server.url.replace('http', 'ws')}/api/v1/hosts/host-1/containers/paid/exec?cmd=cat`, {
      headers: doomed.headers,
    });
    await new Promise((resolve) => socket.once('open', resolve));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    const asked = performance.now();
    await fleet.admin.call('user.update', { user: userIds.doomed! }, { disabled: true });
    await closed;
    await passes(() => expect(live.socket.connected).toBe(false), { everyMs: 20 });
    expect(performance.now() - asked).toBeLessThan(1000);
    expect((await doomed.request('GET', '/containers')).status).toBe(401);
    live.close();
  });

  it('keeps an Administrator: the last one can be neither removed, disabled nor demoted', async () => {
    const { user } = await fleet.admin.call('session.get');
    for (const attempt of [
      () => fleet.admin.call('user.remove', { user: user.id }),
      () => fleet.admin.call('user.update', { user: user.id }, { disabled: true }),
      () => fleet.admin.call('user.update', { user: user.id }, { bindings: [] }),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ status: 409 });
    }
  });

  it('masks secrets in inspect, and keeps a record of whoever reveals them', async () => {
    await fleet.hosts[0]!.engine.docker([
      'run',
      '-d',
      '--name',
      'secretive',
      '-e',
      'DB_PASSWORD=hunter2hunter2',
      '-e',
      'COLOUR=teal',
      'longshore/web:1',
    ]);
    await passes(async () => expect((await fleet.admin.call('container.list', {}, { q: 'name:secretive' })).total).toBe(1));
    const where = { host: 'host-1', container: 'secretive' };
    const inspect = JSON.stringify(await viewer.call('container.inspect', where));
    expect(inspect).toContain('COLOUR=teal');
    expect(inspect).not.toContain('hunter2');
    expect((await fleet.admin.call('container.reveal', where)).env).toContain('DB_PASSWORD=hunter2hunter2');
    const { items } = await fleet.admin.call('audit.list', {}, { action: 'container.reveal' });
    expect(items[0]).toMatchObject({ user: 'admin', outcome: 'ok' });
    expect(JSON.stringify(items)).not.toContain('hunter2');
  });
});
