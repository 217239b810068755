import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { actionUrl } from './actions.ts';
import { call, onSignedOut } from './api.ts';
import { ProblemError } from './problem.ts';

const fetched = vi.fn<typeof fetch>();
const json = (body: unknown, status = 200, type = 'application/json') =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': type } });
const problem = (status: number, code: string, more = {}) =>
  json({ type: 'about:blank', title: 'No', status, detail: 'Not so.', code, ...more }, status, 'application/problem+json');

function request() {
  const [url, init] = fetched.mock.calls[0]!;
  return { url, method: init?.method, body: init?.body, headers: new Headers(init?.headers) };
}
const failure = (promise: Promise<unknown>) => promise.then(() => undefined, (error: unknown) => error);

beforeEach(() => {
  fetched.mockReset();
  vi.stubGlobal('fetch', fetched);
});
afterEach(() => void vi.unstubAllGlobals());

describe('call', () => {
  it('sends an operation with its path, body and an idempotency key of its own', async () => {
    fetched.mockImplementation(() => Promise.resolve(json({ id: '1' }, 202)));
    await call('container.stop', { host: 'web 1', container: 'a/b' }, { timeout: 5 });
    await call('container.stop', { host: 'web 1', container: 'a/b' });
    expect(request()).toMatchObject({ url: '/api/v1/hosts/web%201/containers/a%2Fb/stop', method: 'POST', body: '{"timeout":5}' });
    const keys = fetched.mock.calls.map(([, init]) => new Headers(init?.headers).get('idempotency-key'));
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(keys[1]).not.toBe(keys[0]);
  });

  it('repeats an operation under a given key', async () => {
    fetched.mockResolvedValue(json({}, 202));
    await call('container.start', { host: 'h', container: 'c' }, {}, { idempotencyKey: 'again' });
    expect(request().headers.get('idempotency-key')).toBe('again');
  });

  it('puts the arguments of GET and DELETE into the query, without those that are not set', async () => {
    fetched.mockImplementation(() => Promise.resolve(json({ items: [], next: null })));
    await call('event.list', {}, { type: 'container', host: undefined, limit: 20 });
    expect(request()).toMatchObject({ url: '/api/v1/events?type=container&limit=20', method: 'GET', body: null });
    expect(request().headers.has('idempotency-key')).toBe(false);
    expect(actionUrl('logs.merge', {}, { target: ['a/b', 'c/d'] })).toBe('/api/v1/logs?target=a%2Fb&target=c%2Fd');
  });

  it('takes an answer without a body', async () => {
    fetched.mockResolvedValue(new Response(null, { status: 204 }));
    await expect(call('session.remove', {})).resolves.toEqual({});
  });

  it('throws the problem that the server tells, field by field', async () => {
    const fields = [{ path: ['bindings', 0, 'role'], message: 'is not a role' }];
    fetched.mockResolvedValue(problem(422, 'invalid', { fields, hint: 'Look again.' }));
    const error = await failure(call('user.list', {}));
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toMatchObject({ code: 'invalid', message: 'Not so.', hint: 'Look again.', fields });
    expect((error as ProblemError).fieldError('bindings.0.role')).toBe('is not a role');
  });

  it('says so when nobody answers, or a proxy does', async () => {
    fetched.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    expect(await failure(call('user.list', {}))).toMatchObject({ code: 'unreachable' });
    fetched.mockResolvedValueOnce(new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'content-type': 'text/html' } }));
    expect(await failure(call('user.list', {}))).toMatchObject({ code: 'unreachable' });
    fetched.mockResolvedValueOnce(json('half a doc', 500));
    expect(await failure(call('user.list', {}))).toMatchObject({ code: 'internal' });
  });

  it('leaves an abort what it is', async () => {
    const abort = new DOMException('stop', 'AbortError');
    fetched.mockRejectedValue(abort);
    expect(await failure(call('user.list', {}, {}, { signal: new AbortController().signal }))).toBe(abort);
  });

  it('tells that the session is over, but not for a wrong password', async () => {
    const told = vi.fn();
    const stop = onSignedOut(told);
    fetched.mockImplementation(() => Promise.resolve(problem(401, 'unauthenticated')));
    await failure(call('session.create', {}, { username: 'ann', password: 'wrong' }));
    expect(told).not.toHaveBeenCalled();
    await failure(call('user.list', {}));
    expect(told).toHaveBeenCalledOnce();
    stop();
    await failure(call('user.list', {}));
    expect(told).toHaveBeenCalledOnce();
  });
});
