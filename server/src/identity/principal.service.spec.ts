import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PrincipalChanges } from '../access/principal-changes.ts';
import type { Principal } from '../access/principal.ts';
import { Config, Environment } from '../config/config.ts';
import type { CredentialStore } from './credential-store.ts';
import { PrincipalService } from './principal.service.ts';

const config = new Config(Environment.parse({}));
const host = '127.0.0.1:8080';
const own = { host, origin: `http://${host}` };

/** Who there is, as the database would say it. */
class Known {
  people = new Map<string, Principal>();
  byToken = (token: string): Promise<Principal | undefined> => Promise.resolve(this.people.get(token));
  bySession = (secret: string): Promise<Principal | undefined> => Promise.resolve(this.people.get(secret));
  byCredential = (_kind: string, id: string): Promise<Principal | undefined> =>
    Promise.resolve([...this.people.values()].find(({ by }) => by.id === id));
}

const ann = (expiresAt: Date | null = null): Principal => ({
  user: { id: 'ann', name: 'Ann' },
  by: { kind: 'token', id: 'token-1', name: 'ci', expiresAt },
  bindings: [],
});

describe('authenticating', () => {
  const store = new Known();
  const service = new PrincipalService(config, store as unknown as CredentialStore, new PrincipalChanges());
  store.people.set('secret', ann());
  const codeOf = (headers: Record<string, string>, ownPageOnly = false): Promise<string> =>
    service.authenticate(headers, { ownPageOnly }).then(
      ({ user }) => user.name,
      (error: unknown) => (error as { code: string }).code,
    );

  it.each([
    [{}, 'unauthenticated'],
    [{ authorization: 'Bearer secret' }, 'Ann'],
    [{ authorization: 'bearer  secret ' }, 'Ann'],
    [{ authorization: 'Bearer other' }, 'unauthenticated'],
    [{ authorization: 'Basic c2VjcmV0' }, 'unauthenticated'],
    [{ authorization: 'Basic c2VjcmV0', cookie: 'longshore_session=secret' }, 'Ann'],
    // A wrong token is not made good by a cookie beside it.
    [{ authorization: 'Bearer other', cookie: 'longshore_session=secret' }, 'unauthenticated'],
    [{ cookie: 'a=b; longshore_session=secret; c=d' }, 'Ann'],
    [{ cookie: 'xlongshore_session=secret' }, 'unauthenticated'],
    [{ cookie: 'longshore_session=' }, 'unauthenticated'],
  ])('%j: %s', async (headers, outcome) => {
    expect(await codeOf(headers as Record<string, string>)).toBe(outcome);
  });

  it('reads a header of any form at once', async () => {
    const begun = performance.now();
    expect(await codeOf({ authorization: `Bearer x${' '.repeat(100_000)}y` })).toBe('unauthenticated');
    expect(performance.now() - begun).toBeLessThan(1000);
  });

  it('takes a cookie for a change from our own pages alone', async () => {
    const cookie = 'longshore_session=secret';
    expect(await codeOf({ cookie, ...own }, true)).toBe('Ann');
    expect(await codeOf({ cookie, host }, true)).toBe('forbidden');
    expect(await codeOf({ cookie, host, origin: 'http://evil.example' }, true)).toBe('forbidden');
    expect(await codeOf({ authorization: 'Bearer secret', host, origin: 'http://evil.example' }, true)).toBe('Ann');
  });
});

describe('following somebody', () => {
  let store: Known;
  let changes: PrincipalChanges;
  let service: PrincipalService;
  let told: unknown[];
  const follow = (principal: Principal): (() => void) =>
    service.follow(principal, { changed: ({ bindings }) => told.push(bindings), ended: () => told.push('ended') });

  beforeEach(() => {
    vi.useFakeTimers({ now: 0 });
    store = new Known();
    store.people.set('secret', ann());
    changes = new PrincipalChanges();
    service = new PrincipalService(config, store as unknown as CredentialStore, changes);
    told = [];
  });
  afterEach(() => vi.useRealTimers());

  it('tells that it ended, by this credential or by all, once', () => {
    follow(ann());
    changes.emit({ kind: 'ended', user: 'ann', credential: 'token-2' });
    changes.emit({ kind: 'ended', user: 'bob' });
    expect(told).toEqual([]);
    changes.emit({ kind: 'ended', user: 'ann', credential: 'token-1' });
    changes.emit({ kind: 'ended', user: 'ann' });
    expect(told).toEqual(['ended']);
  });

  it('tells other rights as they are now', async () => {
    follow(ann());
    const bindings = [{ role: 'viewer', scope: { kind: 'everything' as const } }];
    store.people.set('secret', { ...ann(), bindings });
    changes.emit({ kind: 'changed', user: 'ann' });
    await vi.waitFor(() => expect(told).toEqual([bindings]));
  });

  it('tells what happened just before it began', async () => {
    const bindings = [{ role: 'viewer', scope: { kind: 'everything' as const } }];
    store.people.set('secret', { ...ann(), bindings });
    follow(ann());
    await vi.waitFor(() => expect(told).toEqual([bindings]));
    store.people.clear();
    follow(ann());
    await vi.waitFor(() => expect(told).toEqual([bindings, 'ended']));
  });

  it('does not believe an answer that was overtaken by a later one', async () => {
    const answers: ((principal: Principal) => void)[] = [];
    store.byCredential = () => new Promise((resolve) => answers.push(resolve));
    follow(ann());
    changes.emit({ kind: 'changed', user: 'ann' });
    changes.emit({ kind: 'changed', user: 'ann' });
    const former = { ...ann(), bindings: [{ role: 'administrator', scope: { kind: 'everything' as const } }] };
    answers[2]!(ann());
    await vi.waitFor(() => expect(told).toEqual([[]]));
    answers[1]!(former);
    answers[0]!(former);
    await vi.advanceTimersByTimeAsync(0);
    expect(told).toEqual([[]]);
  });

  it('ends when the credential is gone on looking again, or the database does not tell', async () => {
    follow(ann());
    store.people.clear();
    changes.emit({ kind: 'changed', user: 'ann' });
    await vi.waitFor(() => expect(told).toEqual(['ended']));
    store.byCredential = () => Promise.reject(new Error('gone'));
    follow(ann());
    changes.emit({ kind: 'changed', user: 'ann' });
    await vi.waitFor(() => expect(told).toEqual(['ended', 'ended']));
  });

  it('ends when its time is over, but not when it was used in between', async () => {
    store.people.set('secret', ann(new Date(5000)));
    follow(ann(new Date(1000)));
    await vi.advanceTimersByTimeAsync(2000);
    expect(told).toEqual([]);
    store.people.clear();
    await vi.advanceTimersByTimeAsync(3000);
    expect(told).toEqual(['ended']);
  });

  it('tells nothing after it was stopped', () => {
    follow(ann())();
    changes.emit({ kind: 'ended', user: 'ann' });
    expect(told).toEqual([]);
  });
});
