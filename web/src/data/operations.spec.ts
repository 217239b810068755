import type { Operation } from '@longshore/contract/operations';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { computed } from 'vue';
import { Operations } from './operations.ts';
import { makeOperation } from './testing/rows.ts';

let made = 0;
/** The next operation, made a second after the one before. */
const nextOperation = (changes: Partial<Operation> = {}): Operation => {
  made += 1;
  return makeOperation(`o${made}`, { createdAt: new Date(made * 1000).toISOString(), ...changes });
};
const failed = { state: 'failed', error: { code: 'engine_error', message: 'no such container' } } as const;

let answers: Record<string, unknown>;
beforeEach(() => {
  vi.useFakeTimers();
  answers = {};
  vi.stubGlobal('fetch', (url: string, { method }: RequestInit) => {
    const body = answers[`${method ?? ''} ${url}`];
    if (body === undefined) return Promise.reject(new TypeError('Failed to fetch'));
    const status = body instanceof Error ? 404 : 200;
    const json = body instanceof Error ? { type: 't', title: 't', status, detail: body.message, code: 'not_found' } : body;
    return Promise.resolve(new Response(JSON.stringify(json), { status, headers: { 'content-type': 'application/json' } }));
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const make = () => new Operations(() => 'ann');
const STOP = 'POST /api/v1/hosts/h/containers/c/stop';

describe('Operations', () => {
  it('runs one and tells its end', async () => {
    const operations = make();
    const taken = nextOperation();
    answers[STOP] = taken;
    const operation = await operations.run('container.stop', { host: 'h', container: 'c' }, { timeout: 3 });
    expect(operation).toEqual(taken);
    expect(operations.on('h', 'c')).toEqual(taken);
    expect(operations.active).toBe(1);
    const end = operations.ended(operation.id);
    operations.take([{ ...taken, state: 'running' }]);
    operations.take([{ ...taken, state: 'succeeded' }]);
    await expect(end).resolves.toMatchObject({ state: 'succeeded' });
    await expect(operations.ended(operation.id)).resolves.toMatchObject({ state: 'succeeded' });
    expect(operations.on('h', 'c')).toBeUndefined();
    expect(operations.active).toBe(0);
  });

  it('believes the news rather than an answer that comes after them', async () => {
    const operations = make();
    const taken = nextOperation();
    operations.take([{ ...taken, state: 'succeeded' }]);
    answers[STOP] = taken;
    await expect(operations.run('container.stop', { host: 'h', container: 'c' })).resolves.toMatchObject({ state: 'succeeded' });
    operations.take([{ ...taken, state: 'running' }]);
    expect(operations.get(taken.id)?.state).toBe('succeeded');
    expect(operations.on('h', 'c')).toBeUndefined();
  });

  it('throws what was refused, and shows nothing of it', async () => {
    const operations = make();
    answers[STOP] = new Error('There is no container c.');
    await expect(operations.run('container.stop', { host: 'h', container: 'c' })).rejects.toMatchObject({ code: 'not_found' });
    expect(operations.list).toEqual([]);
  });

  it('shows the newest that is under way on a target', () => {
    const operations = make();
    const [first, second, other] = [nextOperation(), nextOperation(), nextOperation({ target: { kind: 'container', id: 'd', name: 'd' } })];
    operations.take([second, first, other]);
    expect(operations.on('h', 'c')?.id).toBe(second.id);
    operations.take([{ ...first, progress: { phase: 'waiting' } }]);
    expect(operations.on('h', 'c')?.id).toBe(second.id);
    operations.take([{ ...second, state: 'succeeded' }]);
    expect(operations.on('h', 'c')).toMatchObject({ id: first.id, progress: { phase: 'waiting' } });
    expect(operations.list.map(({ id }) => id)).toEqual([other.id, second.id, first.id]);
  });

  it('keeps own failures until they are read, and only those', () => {
    const operations = make();
    const [mine, byToken, others] = [
      nextOperation(failed),
      nextOperation({ ...failed, user: { id: 'ann', name: 'ann', token: 'ci' } }),
      nextOperation({ ...failed, user: { id: 'bob', name: 'bob' } }),
    ];
    operations.take([mine, byToken, others]);
    operations.take(Array.from({ length: 300 }, () => nextOperation({ state: 'succeeded' })));
    expect(operations.unread).toEqual([mine]);
    expect(operations.failureOn('h', 'c')).toEqual(mine);
    expect(operations.list).toHaveLength(201);
    operations.markRead(mine.id);
    expect(operations.unread).toEqual([]);
    // An old story, told at the start.
    operations.restart([nextOperation(failed)]);
    expect(operations.unread).toEqual([]);
  });

  it('asks for the end of what ended while nobody told', async () => {
    const operations = make();
    const [still, ended, unknown, unanswered] = [nextOperation(), nextOperation(), nextOperation(), nextOperation()];
    operations.take([still, ended, unknown, unanswered]);
    const ends = [operations.ended(ended.id), operations.ended(unknown.id)];
    answers[`GET /api/v1/operations/${ended.id}`] = { ...ended, ...failed };
    answers[`GET /api/v1/operations/${unknown.id}`] = new Error('There is no such operation.');
    operations.restart([still]);
    await expect(Promise.all(ends)).resolves.toMatchObject([{ state: 'failed' }, { state: 'pending' }]);
    expect(operations.get(unknown.id)).toBeUndefined();
    expect(operations.active).toBe(2);
    answers[`GET /api/v1/operations/${unanswered.id}`] = { ...unanswered, state: 'cancelled' };
    const last = operations.ended(unanswered.id);
    operations.restart([still]);
    await expect(last).resolves.toMatchObject({ state: 'cancelled' });
  });

  it('cancels', async () => {
    const operations = make();
    const running = nextOperation({ state: 'running' });
    operations.take([running]);
    answers[`POST /api/v1/operations/${running.id}/cancel`] = { ...running, state: 'cancelled' };
    await operations.cancel(running.id);
    expect(operations.active).toBe(0);
  });

  it('is followed once per frame', () => {
    const operations = make();
    const active = computed(() => operations.active);
    expect(active.value).toBe(0);
    operations.take([nextOperation(), nextOperation()]);
    expect(active.value).toBe(0);
    vi.advanceTimersToNextFrame();
    expect(active.value).toBe(2);
    operations.clear();
    expect(active.value).toBe(0);
  });
});
