import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiToken, Session } from '@longshore/contract/identity';
import { ADMIN_PASSWORD } from '../support/server-process.ts';
import { everything, PASSWORD, People, refusal, statusOf } from './people.ts';
import { Visitor } from './visitor.ts';

describe('signing in', () => {
  let people: People;

  beforeAll(async () => {
    people = await People.start('sign-in');
  });
  afterAll(() => people.stop());

  describe('sessions', () => {
    it('are a cookie that no script reads and no other site sends', async () => {
      const visitor = new Visitor(people.server.url);
      const { headers } = await visitor.signIn('admin', ADMIN_PASSWORD);
      expect(headers.getSetCookie()[0]).toMatch(
        /^longshore_session=[\w-]{43}; Max-Age=2592000; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Strict$/,
      );
    });

    it('end with signing out, and only that one', async () => {
      const user = await people.make();
      const [one, other] = [await people.visit(user), await people.visit(user)];
      const kept = one.cookie;
      expect((await one.request('DELETE', '/session')).status).toBe(204);
      expect(one.cookie).toBe('longshore_session=');
      one.cookie = kept;
      expect([await statusOf(one), await statusOf(other)]).toEqual([401, 200]);
    });

    it('end with a new password of one’s own, but for the one that sets it', async () => {
      const user = await people.make();
      const [one, other] = [await people.visit(user), await people.visit(user)];
      const wrong = await one.request('POST', '/profile/password', { current: 'wrong', password: 'another password' });
      expect([wrong.status, wrong.body.fields?.[0]?.path]).toEqual([422, ['current']]);
      expect((await one.request('POST', '/profile/password', { current: PASSWORD, password: 'another password' })).status).toBe(204);
      expect([await statusOf(one), await statusOf(other)]).toEqual([200, 401]);
      await people.visit(user, 'another password');
    });

    it.each([
      ['another site', 'http://evil.example'],
      ['a page without an origin', 'null'],
      ['no page at all', null],
    ])('change nothing for %s', async (_what, origin) => {
      const user = await people.make();
      const { cookie } = await people.visit(user);
      const stranger = new Visitor(people.server.url, origin);
      stranger.cookie = cookie;
      expect((await stranger.request('PATCH', '/profile', { displayName: 'Eve' })).status).toBe(403);
      expect((await stranger.request('DELETE', '/session')).status).toBe(403);
      expect((await stranger.request<Session>('GET', '/session')).body.user.displayName).toBe('');
    });

    it('are not begun by another site either', async () => {
      expect((await new Visitor(people.server.url, 'http://evil.example').signIn('admin', ADMIN_PASSWORD)).status).toBe(403);
    });
  });

  describe('API tokens', () => {
    it('are shown once, do what their user may, and end when they are revoked', async () => {
      const user = await people.make({ bindings: [{ role: 'viewer', scope: everything }] });
      const visitor = await people.visit(user);
      const { body: made } = await visitor.request<ApiToken & { token: string }>('POST', '/tokens', { name: 'ci', expiresIn: 3600 });
      expect(made.token).toMatch(/^lst_[\w-]{43}$/);
      expect(made.token.startsWith(made.prefix)).toBe(true);
      const headers = { authorization: `Bearer ${made.token}` };
      const call = (path: string): Promise<Response> => fetch(`${people.server.url}/api/v1${path}`, { headers });
      expect([(await call('/hosts')).status, (await call('/users')).status]).toEqual([200, 403]);
      const { body: listed } = await visitor.request<{ items: ApiToken[] }>('GET', '/tokens');
      expect(listed.items).toMatchObject([{ id: made.id, name: 'ci' }]);
      expect(listed.items[0]?.lastUsedAt).not.toBeNull();
      expect(JSON.stringify(listed)).not.toContain(made.token);
      // Somebody else's is not there.
      expect((await refusal(people.admin.call('token.remove', { token: made.id }))).status).toBe(404);
      expect((await visitor.request('DELETE', `/tokens/${made.id}`)).status).toBe(204);
      expect((await call('/hosts')).status).toBe(401);
    });

    it('need no origin, and sign nobody out', async () => {
      const token = await people.admin.call('token.create', {}, { name: 'short', expiresIn: 60 });
      expect((await refusal(people.admin.call('session.remove'))).status).toBe(400);
      await people.admin.call('token.remove', { token: token.id });
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
          `${people.server.url}/api/v1/session`,
          { method: 'POST', localAddress, headers: { 'content-type': 'application/json', origin: people.server.url } },
          (response) => {
            response.resume();
            response.on('end', () => resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] }));
          },
        );
        sent.on('error', reject);
        sent.end(JSON.stringify({ username, password }));
      });

    it('is held up per account and per address, and nobody else with it', async () => {
      const [ann, bob] = [await people.make(), await people.make()];
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
      const viewer = await people.make({ bindings: [{ role: 'viewer', scope: everything }] });
      const visitor = await people.visit(viewer);
      await visitor.request('POST', '/users', { username: 'x', password: 'super secret password' });
      await new Visitor(people.server.url).signIn(viewer.username, 'super secret guess');
      await people.admin.call('user.reset', { user: viewer.id }, { password: 'super secret password' });
      const { items, next } = await people.admin.call('audit.list', {}, { limit: 4 });
      expect(items.map(({ action, user, target, outcome }) => [action, user, target, outcome])).toEqual([
        ['user.reset', 'admin', viewer.username, 'ok'],
        ['session.create', viewer.username, undefined, 'unauthenticated'],
        ['user.create', viewer.username, undefined, 'forbidden'],
        ['session.create', viewer.username, undefined, 'ok'],
      ]);
      expect(items[0]).toMatchObject({ address: '127.0.0.1', token: 'test' });
      const following = await people.admin.call('audit.list', {}, { limit: 1, cursor: next ?? '' });
      expect(following.items[0]).toMatchObject({ action: 'user.create', user: 'admin', target: viewer.username, outcome: 'ok' });
      expect(JSON.stringify(await people.admin.call('audit.list', {}, { limit: 1000 }))).not.toContain('secret');
      expect(people.server.log).not.toContain('super secret');
      const resets = await people.admin.call('audit.list', {}, { action: 'user.reset' });
      expect(new Set(resets.items.map(({ action }) => action))).toEqual(new Set(['user.reset']));
    });
  });
});
