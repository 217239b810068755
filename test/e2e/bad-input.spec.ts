import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '@longshore/contract/errors';
import { Problem as ProblemSchema } from '@longshore/contract/errors';
import { startFleet, type TestFleet } from '../support/fleet.ts';
import { passes } from '../support/wait.ts';

describe('bad input', () => {
  let fleet: TestFleet;
  let ids: string[];

  beforeAll(async () => {
    fleet = await startFleet({ hosts: 1 });
    const { engine } = fleet.hosts[0]!;
    // Sixteen hex digits to begin with: among 17 containers two share a first digit.
    await Promise.all(Array.from({ length: 17 }, (_, index) => engine.docker(['create', '--name', `c${index}`, 'longshore/web:1'])));
    await passes(async () => expect((await fleet.admin.call('container.list')).total).toBe(17));
    ids = (await fleet.admin.call('container.list')).items.map(({ id }) => id);
  });
  afterAll(async () => {
    await fleet.stop();
  });

  const state = async () =>
    (await fleet.hosts[0]!.engine.docker(['ps', '-a', '--no-trunc', '--format', '{{.ID}} {{.Names}} {{.State}}']))
      .split('\n')
      .sort()
      .join('\n');

  const c = '/hosts/host-1/containers/c0';
  it.each<[string, string, string, { body?: unknown; headers?: Record<string, string> }, number, RegExp]>([
    ['an unknown host', 'POST', '/hosts/nowhere/containers/c0/start', { body: {} }, 404, /nowhere/],
    ['an unknown container', 'POST', '/hosts/host-1/containers/nothing/start', { body: {} }, 404, /nothing/],
    [
      'a hostile name',
      'POST',
      `/hosts/host-1/containers/${encodeURIComponent("x'; DROP TABLE hosts; --\n\u0000")}/start`,
      { body: {} },
      404,
      /./,
    ],
    ['a path out of the API', 'GET', `/hosts/host-1/containers/${encodeURIComponent('../../images/json')}`, {}, 404, /./],
    ['a name the engine would not take', 'POST', `${c}/rename`, { body: { name: '../../etc' } }, 422, /./],
    ['a missing field', 'POST', `${c}/rename`, { body: {} }, 422, /./],
    ['an unknown field', 'POST', `${c}/stop`, { body: { timeout: 1, now: true } }, 422, /./],
    ['a wrong type', 'POST', `${c}/stop`, { body: { timeout: 'soon' } }, 422, /./],
    ['JSON that is not', 'POST', `${c}/stop`, { body: '{"timeout":' }, 400, /JSON/],
    ['a body that is no object', 'POST', `${c}/stop`, { body: '[1,2]' }, 422, /./],
    ['a body of 10 MB', 'POST', `${c}/stop`, { body: JSON.stringify({ timeout: 'x'.repeat(10_000_000) }) }, 413, /large/i],
    ['a negative tail', 'GET', `${c}/logs?tail=-5`, {}, 422, /./],
    ['a time that is none', 'GET', `${c}/logs?since=yesterday`, {}, 422, /./],
    ['a bad query', 'GET', '/containers?q=cpu:lots', {}, 422, /cpu/],
    ['an unclosed quotation mark', 'GET', '/containers?q=%22open', {}, 422, /quotation/i],
    ['a limit out of range', 'GET', '/containers?limit=100000', {}, 422, /./],
    ['a cursor of somebody else’s making', 'GET', '/containers?cursor=%00%ff', {}, 422, /./],
    ['an unknown parameter', 'GET', '/containers?colour=teal', {}, 422, /./],
    ['an unknown route', 'GET', '/nothing/here', {}, 404, /./],
    ['a signal that is none', 'POST', `${c}/kill`, { body: { signal: 'SIG;rm -rf' } }, 422, /./],
    ['an operation id that is none', 'GET', '/operations/not-a-uuid', {}, 404, /./],
    ['a wait that is none', 'POST', `${c}/start?wait=ever`, { body: {} }, 422, /./],
  ])('%s is refused with a problem that says where, and changes nothing', async (_what, method, path, options, status, words) => {
    const before = await state();
    const lines = fleet.server.log.split('\n').length;
    const answer = await fleet.admin.request<Problem>(method, path, options);
    expect(answer.status, JSON.stringify(answer.body)).toBe(status);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const problem = ProblemSchema.parse(answer.body);
    expect(problem.detail).toMatch(words);
    if (status === 422) expect(problem.fields?.length).toBeGreaterThan(0);
    expect(JSON.stringify(answer.body)).not.toMatch(/\.ts:|node_modules|at .+\(/);
    expect(await state()).toBe(before);
    const logged = fleet.server.log.split('\n').length - lines;
    expect(logged, fleet.server.log.split('\n').slice(-5).join('\n')).toBeLessThanOrEqual(1);
  });

  it('an ambiguous prefix names what it could be', async () => {
    const digit = '0123456789abcdef'.split('').find((one) => ids.filter((id) => id.startsWith(one)).length > 1)!;
    const answer = await fleet.admin.request<Problem>('POST', `/hosts/host-1/containers/${digit}/start`, { body: {} });
    expect(answer.status).toBe(409);
    expect(answer.body.candidates?.length).toBeGreaterThan(1);
  });

  it('what the engine refuses is told in its own words', async () => {
    const { engine } = fleet.hosts[0]!;
    await engine.docker(['run', '-d', '--name', 'running', 'longshore/web:1']);
    await passes(async () => expect((await fleet.admin.call('container.list', {}, { q: 'name:running state:running' })).total).toBe(1));
    const where = { host: 'host-1', container: 'running' };
    const taken = await fleet.admin.run('container.rename', where, { name: 'c0' });
    expect(taken).toMatchObject({ state: 'failed', error: { code: 'conflict', message: expect.stringContaining('is already in use') } });
    const refused = await fleet.admin.run('container.remove', where);
    expect(refused).toMatchObject({
      state: 'failed',
      error: { message: expect.stringContaining('You cannot remove a running container') },
    });
    const paused = await fleet.admin.run('container.unpause', where);
    expect(paused).toMatchObject({ state: 'failed', error: { message: expect.stringContaining('is not paused') } });
    await engine.docker(['rm', '-f', 'running']);
  });

  it('a repeated Idempotency-Key is the same operation; with other content it is a mistake', async () => {
    const headers = { 'idempotency-key': 'once-and-for-all' };
    const first = await fleet.admin.request<{ id: string }>('POST', `${c}/start`, { body: {}, headers });
    const again = await fleet.admin.request<{ id: string }>('POST', `${c}/start`, { body: {}, headers });
    expect(again.body.id).toBe(first.body.id);
    const other = await fleet.admin.request('POST', `${c}/stop`, { body: {}, headers });
    expect(other.status).toBe(422);
  });
});
