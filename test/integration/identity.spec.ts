import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiToken, SavedView, Session, Team, User } from '@longshore/contract/identity';
import type { Problem } from '@longshore/contract/errors';
import { ADMIN_PASSWORD, ServerProcess } from '../support/server-process.ts';
import { startPostgres, type Postgres } from '../support/postgres.ts';
import type { ProblemError, RestClient } from '../support/rest-client.ts';
import { tempDirectory } from '../support/temp.ts';
import { Visitor } from './visitor.ts';

const PASSWORD = 'a long password';
const everything = { kind: 'everything' as const };
const administrator = [{ role: 'administrator', scope: everything }];

describe('people', () => {
  let server: ServerProcess;
  let postgres: Postgres | undefined;
  let admin: RestClient;

  beforeAll(async () => {
    postgres = process.env.LONGSHORE_TEST_DATABASE === 'given' ? await startPostgres() : undefined;
    server = await ServerProcess.start({ dir: tempDirectory('identity'), databaseUrl: await postgres?.createDatabase('identity') });
    admin = await server.signIn();
  });
  afterAll(async () => {
    await server.end();
    await postgres?.stop();
  });

  /** A new account, under a name that no other test has. */
  const make = async (fields: Record<string, unknown> = {}): Promise<User> =>
    admin.call('user.create', {}, { username: `u${randomBytes(6).toString('hex')}`, password: PASSWORD, ...fields });
  const visit = async (user: { username: string }, password = PASSWORD): Promise<Visitor> => {
    const visitor = new Visitor(server.url);
    expect((await visitor.signIn(user.username, password)).status).toBe(201);
    return visitor;
  };
  const statusOf = (visitor: Visitor): Promise<number> => visitor.request('GET', '/session').then(({ status }) => status);
  const refusal = (call: Promise<unknown>): Promise<{ status: number; problem: Problem }> =>
    call.then(
      () => Promise.reject(new Error('It was not refused.')),
      (error: unknown) => error as ProblemError,
    );

  describe('accounts', () => {
    it('have names that differ in more than case', async () => {
      const { username } = await make();
      const { status, problem } = await refusal(make({ username: username.toUpperCase() }));
      expect([status, problem.detail]).toEqual([409, `There is a user ${username.toUpperCase()} already.`]);
      expect((await new Visitor(server.url).signIn(username.toUpperCase(), PASSWORD)).status).toBe(201);
    });

    it.each([
      [{ username: 'a b' }, ['username']],
      [{ password: 'short' }, ['password']],
      [{ bindings: [{ role: 'emperor', scope: everything }] }, ['bindings', 0, 'role']],
      [{ bindings: [{ role: 'viewer', scope: { kind: 'host', host: 'web-1' } }] }, ['bindings', 0, 'scope', 'host']],
      [{ teams: ['00000000-0000-4000-8000-000000000000'] }, ['teams', 0]],
      [{ displayName: 'a\0b' }, ['displayName']],
      [{ passwordHash: 'x' }, ['passwordHash']],
    ])('are not made with %j', async (fields, path) => {
      const before = await admin.call('user.list');
      const { status, problem } = await refusal(make(fields));
      expect(status).toBe(422);
      expect(problem.fields?.map((field) => field.path)).toEqual([path]);
      expect(await admin.call('user.list')).toEqual(before);
    });

    it('are listed, changed and deleted; an unknown one answers 404', async () => {
      const { id } = await make({ displayName: 'Ann' });
      await admin.call('user.update', { user: id }, { displayName: 'Anna' });
      expect((await admin.call('user.list')).items.find((user) => user.id === id)).toMatchObject({ displayName: 'Anna', disabled: false });
      await admin.call('user.remove', { user: id });
      for (const call of ['user.remove', 'user.update', 'user.reset'] as const) {
        expect((await refusal(admin.call(call, { user: id }, call === 'user.reset' ? { password: PASSWORD } : {}))).status).toBe(404);
      }
    });

    it('that are disabled cannot sign in, and what they had open ends', async () => {
      const user = await make();
      const visitor = await visit(user);
      const token = await visitor.request<ApiToken & { token: string }>('POST', '/tokens', { name: 'ci' });
      await admin.call('user.update', { user: user.id }, { disabled: true });
      expect(await statusOf(visitor)).toBe(401);
      const bearer = { authorization: `Bearer ${token.body.token}` };
      expect((await fetch(`${server.url}/api/v1/session`, { headers: bearer })).status).toBe(401);
      expect((await new Visitor(server.url).signIn(user.username, PASSWORD)).body.detail).toBe('This account is disabled.');
      // With the wrong password it says no more than of anybody.
      expect((await new Visitor(server.url).signIn(user.username, 'wrong password')).body.detail).toBe(
        'The user name or the password is wrong.',
      );
      await admin.call('user.update', { user: user.id }, { disabled: false });
      expect(await statusOf(visitor)).toBe(401);
      expect((await fetch(`${server.url}/api/v1/session`, { headers: bearer })).status).toBe(200);
    });

    it('whose password is reset have no sessions left', async () => {
      const user = await make();
      const visitor = await visit(user);
      await admin.call('user.reset', { user: user.id }, { password: 'another password' });
      expect(await statusOf(visitor)).toBe(401);
      expect((await new Visitor(server.url).signIn(user.username, PASSWORD)).status).toBe(401);
      await visit(user, 'another password');
    });
  });

  describe('administrators', () => {
    it('cannot all go, however it is tried: by deed, by team, or two at once', async () => {
      const { user: self } = await admin.call('session.get');
      const team = await admin.call('team.create', {}, { name: 'admins', bindings: administrator });
      const viaTeam = await make({ teams: [team.id] });
      const other = await server.signIn(viaTeam.username, PASSWORD);
      // The other is one too, so this may be done and undone.
      await other.call('user.update', { user: self.id }, { bindings: [] });
      for (const [call, where, args] of [
        ['user.update', { user: viaTeam.id }, { disabled: true }],
        ['user.update', { user: viaTeam.id }, { teams: [] }],
        ['user.remove', { user: viaTeam.id }, {}],
        ['team.remove', { team: team.id }, {}],
        ['team.update', { team: team.id }, { bindings: [] }],
        ['team.update', { team: team.id }, { members: [] }],
      ] as const) {
        expect((await refusal(other.call(call, where, args))).status, call).toBe(409);
      }
      await other.call('user.update', { user: self.id }, { bindings: administrator });
      const each = await Promise.allSettled([
        admin.call('user.update', { user: viaTeam.id }, { disabled: true }),
        other.call('user.update', { user: self.id }, { disabled: true }),
      ]);
      expect(each.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const left = [admin, other][each.findIndex(({ status }) => status === 'fulfilled')]!;
      await left.call('user.update', { user: self.id }, { disabled: false });
      admin = await server.signIn();
      await admin.call('user.remove', { user: viaTeam.id });
      await admin.call('team.remove', { team: team.id });
    });
  });

  describe('teams', () => {
    it('give their members what is bound to them, from one moment to the next', async () => {
      const user = await make();
      const visitor = await visit(user);
      expect((await visitor.request('GET', '/users')).status).toBe(403);
      const team: Team = await admin.call(
        'team.create',
        {},
        { name: `t${user.username}`, members: [user.id, user.id], bindings: administrator },
      );
      expect(team.members).toEqual([{ id: user.id, username: user.username }]);
      expect((await visitor.request('GET', '/users')).status).toBe(200);
      expect((await visitor.request<Session>('GET', '/session')).body).toMatchObject({
        bindings: administrator,
        user: { bindings: [], teams: [{ id: team.id, name: team.name }] },
      });
      await admin.call('team.update', { team: team.id }, { members: [] });
      expect((await visitor.request('GET', '/users')).status).toBe(403);
      await admin.call('team.remove', { team: team.id });
      expect((await refusal(admin.call('team.remove', { team: team.id }))).status).toBe(404);
    });

    it('have names of their own', async () => {
      const { id } = await admin.call('team.create', {}, { name: 'Payments' });
      expect((await refusal(admin.call('team.create', {}, { name: 'payments' }))).status).toBe(409);
      const other = await admin.call('team.create', {}, { name: 'Other' });
      expect((await refusal(admin.call('team.update', { team: other.id }, { name: 'PAYMENTS' }))).status).toBe(409);
      await admin.call('team.update', { team: id }, { name: 'payments', description: 'Money' });
      expect((await admin.call('team.list')).items.find((team) => team.id === id)).toMatchObject({
        name: 'payments',
        description: 'Money',
      });
    });
  });

  describe('sessions', () => {
    it('are a cookie that no script reads and no other site sends', async () => {
      const visitor = new Visitor(server.url);
      const { headers } = await visitor.signIn('admin', ADMIN_PASSWORD);
      expect(headers.getSetCookie()[0]).toMatch(
        /^longshore_session=[\w-]{43}; Max-Age=2592000; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Strict$/,
      );
    });

    it('end with signing out, and only that one', async () => {
      const user = await make();
      const [one, other] = [await visit(user), await visit(user)];
      const kept = one.cookie;
      expect((await one.request('DELETE', '/session')).status).toBe(204);
      expect(one.cookie).toBe('longshore_session=');
      one.cookie = kept;
      expect([await statusOf(one), await statusOf(other)]).toEqual([401, 200]);
    });

    it('end with a new password of one’s own, but for the one that sets it', async () => {
      const user = await make();
      const [one, other] = [await visit(user), await visit(user)];
      const wrong = await one.request('POST', '/profile/password', { current: 'wrong', password: 'another password' });
      expect([wrong.status, wrong.body.fields?.[0]?.path]).toEqual([422, ['current']]);
      expect((await one.request('POST', '/profile/password', { current: PASSWORD, password: 'another password' })).status).toBe(204);
      expect([await statusOf(one), await statusOf(other)]).toEqual([200, 401]);
      await visit(user, 'another password');
    });

    it.each([
      ['another site', 'http://evil.example'],
      ['a page without an origin', 'null'],
      ['no page at all', null],
    ])('change nothing for %s', async (_what, origin) => {
      const user = await make();
      const { cookie } = await visit(user);
      const stranger = new Visitor(server.url, origin);
      stranger.cookie = cookie;
      expect((await stranger.request('PATCH', '/profile', { displayName: 'Eve' })).status).toBe(403);
      expect((await stranger.request('DELETE', '/session')).status).toBe(403);
      expect((await stranger.request<Session>('GET', '/session')).body.user.displayName).toBe('');
    });

    it('are not begun by another site either', async () => {
      expect((await new Visitor(server.url, 'http://evil.example').signIn('admin', ADMIN_PASSWORD)).status).toBe(403);
    });
  });

  describe('API tokens', () => {
    it('are shown once, do what their user may, and end when they are revoked', async () => {
      const user = await make({ bindings: [{ role: 'viewer', scope: everything }] });
      const visitor = await visit(user);
      const { body: made } = await visitor.request<ApiToken & { token: string }>('POST', '/tokens', { name: 'ci', expiresIn: 3600 });
      expect(made.token).toMatch(/^lst_[\w-]{43}$/);
      expect(made.token.startsWith(made.prefix)).toBe(true);
      const headers = { authorization: `Bearer ${made.token}` };
      const call = (path: string): Promise<Response> => fetch(`${server.url}/api/v1${path}`, { headers });
      expect([(await call('/hosts')).status, (await call('/users')).status]).toEqual([200, 403]);
      const { body: listed } = await visitor.request<{ items: ApiToken[] }>('GET', '/tokens');
      expect(listed.items).toMatchObject([{ id: made.id, name: 'ci' }]);
      expect(listed.items[0]?.lastUsedAt).not.toBeNull();
      expect(JSON.stringify(listed)).not.toContain(made.token);
      // Somebody else's is not there.
      expect((await refusal(admin.call('token.remove', { token: made.id }))).status).toBe(404);
      expect((await visitor.request('DELETE', `/tokens/${made.id}`)).status).toBe(204);
      expect((await call('/hosts')).status).toBe(401);
    });

    it('need no origin, and sign nobody out', async () => {
      const token = await admin.call('token.create', {}, { name: 'short', expiresIn: 60 });
      expect((await refusal(admin.call('session.remove'))).status).toBe(400);
      await admin.call('token.remove', { token: token.id });
    });
  });

  describe('profile and views', () => {
    it('are one’s own', async () => {
      const [ann, bob] = [await visit(await make()), await visit(await make())];
      const { body } = await ann.request<User>('PATCH', '/profile', { displayName: 'Ann 安', language: 'zh', theme: 'dark' });
      expect(body).toMatchObject({ displayName: 'Ann 安', language: 'zh', theme: 'dark' });
      const view = { name: 'Mine', page: 'containers', query: 'state:running', columns: ['name', 'cpu'], sort: '-cpu' };
      const { body: made } = await ann.request<SavedView>('POST', '/views', view);
      expect(made).toMatchObject(view);
      expect((await bob.request<{ items: unknown[] }>('GET', '/views')).body.items).toEqual([]);
      for (const method of ['PATCH', 'DELETE'])
        expect((await bob.request(method, `/views/${made.id}`, method === 'PATCH' ? {} : undefined)).status).toBe(404);
      await ann.request('PATCH', `/views/${made.id}`, { columns: ['name'] });
      expect((await ann.request<{ items: unknown[] }>('GET', '/views')).body.items).toEqual([{ ...view, columns: ['name'], id: made.id }]);
      expect((await ann.request('DELETE', `/views/${made.id}`)).status).toBe(204);
    });
  });

  describe('guessing passwords', () => {
    /** From an address of the loopback network of its own: the throttle counts per address. */
    const attemptFrom = (
      localAddress: string,
      username: string,
      password: string,
    ): Promise<{ status: number; retryAfter: string | undefined }> =>
      new Promise((resolve, reject) => {
        const sent = request(
          `${server.url}/api/v1/session`,
          { method: 'POST', localAddress, headers: { 'content-type': 'application/json', origin: server.url } },
          (response) => {
            response.resume();
            response.on('end', () => resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] }));
          },
        );
        sent.on('error', reject);
        sent.end(JSON.stringify({ username, password }));
      });

    it('is held up per account and per address, and nobody else with it', async () => {
      const [ann, bob] = [await make(), await make()];
      const outcomes = await Promise.all(Array.from({ length: 30 }, () => attemptFrom('127.0.0.2', ann.username, 'wrong password')));
      expect(outcomes.filter(({ status }) => status === 401)).toHaveLength(10);
      const held = outcomes.filter(({ status }) => status === 429);
      expect(held).toHaveLength(20);
      for (const { retryAfter } of held) expect(Number(retryAfter)).toBeGreaterThan(0);
      // Ann from elsewhere, anybody from there, and neither.
      expect((await attemptFrom('127.0.0.3', ann.username, PASSWORD)).status).toBe(429);
      expect((await attemptFrom('127.0.0.2', bob.username, PASSWORD)).status).toBe(429);
      expect((await attemptFrom('127.0.0.4', bob.username, PASSWORD)).status).toBe(201);
    });
  });

  describe('the audit', () => {
    it('holds who did what, refusals too, and no secret', async () => {
      const viewer = await make({ bindings: [{ role: 'viewer', scope: everything }] });
      const visitor = await visit(viewer);
      await visitor.request('POST', '/users', { username: 'x', password: 'super secret password' });
      await new Visitor(server.url).signIn(viewer.username, 'super secret guess');
      await admin.call('user.reset', { user: viewer.id }, { password: 'super secret password' });
      const { items, next } = await admin.call('audit.list', {}, { limit: 4 });
      expect(items.map(({ action, user, target, outcome }) => [action, user, target, outcome])).toEqual([
        ['user.reset', 'admin', viewer.username, 'ok'],
        ['session.create', viewer.username, undefined, 'unauthenticated'],
        ['user.create', viewer.username, undefined, 'forbidden'],
        ['session.create', viewer.username, undefined, 'ok'],
      ]);
      expect(items[0]).toMatchObject({ address: '127.0.0.1', token: 'test' });
      const following = await admin.call('audit.list', {}, { limit: 1, cursor: next ?? '' });
      expect(following.items[0]).toMatchObject({ action: 'user.create', user: 'admin', target: viewer.username, outcome: 'ok' });
      expect(JSON.stringify(await admin.call('audit.list', {}, { limit: 1000 }))).not.toContain('secret');
      expect(server.log).not.toContain('super secret');
      const resets = await admin.call('audit.list', {}, { action: 'user.reset' });
      expect(new Set(resets.items.map(({ action }) => action))).toEqual(new Set(['user.reset']));
    });
  });
});
