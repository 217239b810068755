import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiToken, SavedView, Session, Team, User } from '@longshore/contract/identity';
import { administrator, everything, PASSWORD, People, refusal, statusOf } from './people.ts';
import { Visitor } from './visitor.ts';

describe('people', () => {
  let people: People;

  beforeAll(async () => {
    people = await People.start('people');
  });
  afterAll(() => people.stop());

  describe('accounts', () => {
    it('have names that differ in more than case', async () => {
      const { username } = await people.make();
      const { status, problem } = await refusal(people.make({ username: username.toUpperCase() }));
      expect([status, problem.detail]).toEqual([409, `There is a user ${username.toUpperCase()} already.`]);
      expect((await new Visitor(people.server.url).signIn(username.toUpperCase(), PASSWORD)).status).toBe(201);
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
      const before = await people.admin.call('user.list');
      const { status, problem } = await refusal(people.make(fields));
      expect(status).toBe(422);
      expect(problem.fields?.map((field) => field.path)).toEqual([path]);
      expect(await people.admin.call('user.list')).toEqual(before);
    });

    it('are listed, changed and deleted; an unknown one answers 404', async () => {
      const { id } = await people.make({ displayName: 'Ann' });
      await people.admin.call('user.update', { user: id }, { displayName: 'Anna' });
      expect((await people.admin.call('user.list')).items.find((user) => user.id === id)).toMatchObject({
        displayName: 'Anna',
        disabled: false,
      });
      await people.admin.call('user.remove', { user: id });
      for (const call of ['user.remove', 'user.update', 'user.reset'] as const) {
        expect((await refusal(people.admin.call(call, { user: id }, call === 'user.reset' ? { password: PASSWORD } : {}))).status).toBe(
          404,
        );
      }
    });

    it('that are disabled cannot sign in, and what they had open ends', async () => {
      const user = await people.make();
      const visitor = await people.visit(user);
      const token = await visitor.request<ApiToken & { token: string }>('POST', '/tokens', { name: 'ci' });
      await people.admin.call('user.update', { user: user.id }, { disabled: true });
      expect(await statusOf(visitor)).toBe(401);
      const bearer = { authorization: `Bearer ${token.body.token}` };
      expect((await fetch(`${people.server.url}/api/v1/session`, { headers: bearer })).status).toBe(401);
      expect((await new Visitor(people.server.url).signIn(user.username, PASSWORD)).body.detail).toBe('This account is disabled.');
      // With the wrong password it says no more than of anybody.
      expect((await new Visitor(people.server.url).signIn(user.username, 'wrong password')).body.detail).toBe(
        'The user name or the password is wrong.',
      );
      await people.admin.call('user.update', { user: user.id }, { disabled: false });
      expect(await statusOf(visitor)).toBe(401);
      expect((await fetch(`${people.server.url}/api/v1/session`, { headers: bearer })).status).toBe(200);
    });

    it('whose password is reset have no sessions left', async () => {
      const user = await people.make();
      const visitor = await people.visit(user);
      await people.admin.call('user.reset', { user: user.id }, { password: 'another password' });
      expect(await statusOf(visitor)).toBe(401);
      expect((await new Visitor(people.server.url).signIn(user.username, PASSWORD)).status).toBe(401);
      await people.visit(user, 'another password');
    });
  });

  describe('administrators', () => {
    it('cannot all go, however it is tried: by deed, by team, or two at once', async () => {
      const { user: self } = await people.admin.call('session.get');
      const team = await people.admin.call('team.create', {}, { name: 'admins', bindings: administrator });
      const viaTeam = await people.make({ teams: [team.id] });
      const other = await people.server.signIn(viaTeam.username, PASSWORD);
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
        people.admin.call('user.update', { user: viaTeam.id }, { disabled: true }),
        other.call('user.update', { user: self.id }, { disabled: true }),
      ]);
      expect(each.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const left = [people.admin, other][each.findIndex(({ status }) => status === 'fulfilled')]!;
      await left.call('user.update', { user: self.id }, { disabled: false });
      people.admin = await people.server.signIn();
      await people.admin.call('user.remove', { user: viaTeam.id });
      await people.admin.call('team.remove', { team: team.id });
    });
  });

  describe('teams', () => {
    it('give their members what is bound to them, from one moment to the next', async () => {
      const user = await people.make();
      const visitor = await people.visit(user);
      expect((await visitor.request('GET', '/users')).status).toBe(403);
      const team: Team = await people.admin.call(
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
      await people.admin.call('team.update', { team: team.id }, { members: [] });
      expect((await visitor.request('GET', '/users')).status).toBe(403);
      await people.admin.call('team.remove', { team: team.id });
      expect((await refusal(people.admin.call('team.remove', { team: team.id }))).status).toBe(404);
    });

    it('have names of their own', async () => {
      const { id } = await people.admin.call('team.create', {}, { name: 'Payments' });
      expect((await refusal(people.admin.call('team.create', {}, { name: 'payments' }))).status).toBe(409);
      const other = await people.admin.call('team.create', {}, { name: 'Other' });
      expect((await refusal(people.admin.call('team.update', { team: other.id }, { name: 'PAYMENTS' }))).status).toBe(409);
      await people.admin.call('team.update', { team: id }, { name: 'payments', description: 'Money' });
      expect((await people.admin.call('team.list')).items.find((team) => team.id === id)).toMatchObject({
        name: 'payments',
        description: 'Money',
      });
    });
  });

  describe('profile and views', () => {
    it('are one’s own', async () => {
      const [ann, bob] = [await people.visit(await people.make()), await people.visit(await people.make())];
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
});
