import type { Session } from '@longshore/contract/identity';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { call } from './api.ts';
import { useSession } from './session.ts';

const ann: Session = {
  user: {
    id: 'u1',
    username: 'ann',
    displayName: 'Ann',
    disabled: false,
    language: null,
    theme: 'system',
    createdAt: '2026-01-01T00:00:00Z',
    lastSignInAt: null,
    teams: [],
    bindings: [],
  },
  bindings: [{ role: 'viewer', scope: { kind: 'tag', tag: 'prod' } }],
  expiresAt: null,
  serverVersion: '0.1.0',
};

/** What the server answers, by method and path. */
let answers: Record<string, [status: number, body: unknown]>;
const asked: string[] = [];
const unauthenticated = { type: 't', title: 't', status: 401, detail: 'Sign in first.', code: 'unauthenticated' };

beforeEach(() => {
  setActivePinia(createPinia());
  asked.length = 0;
  answers = {
    'GET /api/v1/session': [401, unauthenticated],
    'GET /api/v1/setup': [200, { needed: false }],
    'POST /api/v1/session': [200, ann],
    'DELETE /api/v1/session': [200, {}],
    'PATCH /api/v1/profile': [200, { ...ann.user, theme: 'dark' }],
    'GET /api/v1/users': [401, unauthenticated],
  };
  vi.stubGlobal('fetch', (url: string, { method = 'GET' }: RequestInit) => {
    asked.push(`${method} ${url}`);
    const [status, body] = answers[`${method} ${url}`]!;
    return Promise.resolve(new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } }));
  });
});
afterEach(() => void vi.unstubAllGlobals());

describe('useSession', () => {
  it('knows nobody, or that the first account is missing', async () => {
    const session = useSession();
    expect(session.state).toBe('unknown');
    await session.load();
    expect(session.state).toBe('signed-out');
    expect(session.wasEnded).toBe(false);
    answers['GET /api/v1/setup'] = [200, { needed: true }];
    await session.load();
    expect(session.state).toBe('setup');
  });

  it('stays unknown while the server cannot tell', async () => {
    answers['GET /api/v1/session'] = [503, {}];
    const session = useSession();
    await expect(session.load()).rejects.toMatchObject({ code: 'unreachable' });
    expect(session.state).toBe('unknown');
  });

  it('signs in and out', async () => {
    const session = useSession();
    await session.signIn('ann', 'correct horse');
    expect(session.state).toBe('signed-in');
    expect(session.session?.user.username).toBe('ann');
    await session.signOut();
    expect(session).toMatchObject({ state: 'signed-out', session: null, wasEnded: false });
    expect(asked).toEqual(['POST /api/v1/session', 'DELETE /api/v1/session']);
  });

  it('does not call it an end of its own when the connection tells of the signing out first', async () => {
    const session = useSession();
    session.begin(ann);
    const leaving = session.signOut();
    session.end();
    expect(session).toMatchObject({ state: 'signed-out', wasEnded: false });
    await leaving;
    expect(session.wasEnded).toBe(false);
    session.begin(ann);
    session.end();
    expect(session.wasEnded).toBe(true);
  });

  it('ends when any request finds that it did', async () => {
    const session = useSession();
    session.begin(ann);
    await expect(call('user.list', {})).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(session).toMatchObject({ state: 'signed-out', wasEnded: true });
  });

  it('ends when a check finds that it did, and not when nobody answers', async () => {
    const session = useSession();
    session.begin(ann);
    answers['GET /api/v1/session'] = [503, {}];
    await session.check();
    expect(session.state).toBe('signed-in');
    answers['GET /api/v1/session'] = [401, unauthenticated];
    await session.check();
    expect(session.state).toBe('signed-out');
  });

  it('keeps what the profile became', async () => {
    const session = useSession();
    session.begin(ann);
    await session.updateProfile({ theme: 'dark' });
    expect(session.session?.user.theme).toBe('dark');
    expect(session.session?.bindings).toBe(ann.bindings);
  });

  it('decides as the server does', () => {
    const session = useSession();
    expect(session.can('setup.create')).toBe(true);
    expect(session.can('token.list')).toBe(false);
    session.begin(ann);
    const prod = { host: { id: 'h', group: '', tags: ['prod'] } };
    const test = { host: { id: 'h', group: '', tags: ['test'] } };
    expect(session.can('token.list')).toBe(true);
    expect(session.can('container.logs', prod)).toBe(true);
    expect(session.can('container.logs', test)).toBe(false);
    expect(session.can('container.stop', prod)).toBe(false);
    // Without a resource: a list that is filtered, an action on some container, and one on the fleet as a whole.
    expect(session.can('container.list')).toBe(true);
    expect(session.can('container.logs')).toBe(true);
    expect(session.can('container.stop')).toBe(false);
    session.begin({ ...ann, bindings: [{ role: 'administrator', scope: { kind: 'tag', tag: 'prod' } }] });
    expect(session.can('container.stop')).toBe(true);
    expect(session.can('user.list')).toBe(false);
    session.begin({ ...ann, bindings: [{ role: 'administrator', scope: { kind: 'everything' } }] });
    expect(session.can('user.list')).toBe(true);
  });
});
