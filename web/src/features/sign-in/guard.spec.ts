import { createPinia, setActivePinia } from 'pinia';
import { createMemoryHistory, createRouter, type Router } from 'vue-router';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { useSession } from '../../data/session.ts';
import { makeSession } from '../../testing/data.ts';
import { refusal, withServer } from '../../testing/server.ts';
import { guardPages } from './guard.ts';

const server = withServer();
const page = { render: () => null };
let router: Router;

beforeEach(() => {
  setActivePinia(createPinia());
  router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', name: 'start', component: page },
      { path: '/hosts', name: 'hosts', component: page },
      { path: '/setup', name: 'setup', meta: { open: true }, component: page },
      { path: '/sign-in', name: 'sign-in', meta: { open: true }, component: page },
      { path: '/unreachable', name: 'unreachable', meta: { open: true }, component: page },
    ],
  });
  guardPages(router);
});

const strangers = (needed = false): void => {
  server.answers = {
    'GET /api/v1/session': refusal(401, 'unauthenticated', 'Sign in first.'),
    'GET /api/v1/setup': { body: { needed } },
  };
};
const at = (): string => router.currentRoute.value.fullPath;

describe('the guard of pages', () => {
  it('lets in whoever is signed in, and asks once', async () => {
    server.answers = { 'GET /api/v1/session': { body: makeSession() } };
    await router.push('/hosts?q=a');
    await router.push('/');
    expect(at()).toBe('/');
    expect(server.asked).toHaveLength(1);
  });

  it('sends strangers to sign in, and remembers where they were going', async () => {
    strangers();
    await router.push('/hosts?q=a#b');
    expect(router.currentRoute.value).toMatchObject({ name: 'sign-in', query: { next: '/hosts?q=a#b' } });
    useSession().begin(makeSession());
    await router.push(`${at()}&then`);
    expect(at()).toBe('/hosts?q=a#b');
  });

  it('begins with the set-up while there is no account', async () => {
    strangers(true);
    await router.push('/hosts');
    expect(at()).toBe('/setup');
    await router.push('/sign-in');
    expect(at()).toBe('/setup');
  });

  it('shows the set-up page to strangers when it is over, so that it can say so', async () => {
    strangers();
    await router.push('/setup#token');
    expect(at()).toBe('/setup#token');
  });

  it('says when the server does not answer', async () => {
    await router.push('/hosts');
    expect(router.currentRoute.value).toMatchObject({ name: 'unreachable', query: { next: '/hosts' } });
  });

  it('comes back to the page when a session ended by itself, and not after signing out', async () => {
    server.answers = { 'GET /api/v1/session': { body: makeSession() }, 'DELETE /api/v1/session': {} };
    await router.push('/hosts');
    useSession().end();
    await vi.waitFor(() => expect(router.currentRoute.value).toMatchObject({ name: 'sign-in', query: { next: '/hosts' } }));
    useSession().begin(makeSession());
    await router.push('/hosts');
    await useSession().signOut();
    await vi.waitFor(() => expect(at()).toBe('/sign-in'));
  });
});
