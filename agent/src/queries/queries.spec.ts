import { MASKED } from '@longshore/contract/containers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LinkSession } from '../link/session.ts';
import type { QueryContext, QueryHandlers } from './handlers.ts';
import { environmentOf, masked } from './inspect.ts';
import { Queries } from './queries.ts';
import { maskVariable } from './secrets.ts';

describe('maskVariable', () => {
  it.each([
    'DB_PASSWORD=x',
    'API_KEY=x',
    'GITHUB_TOKEN=x',
    'my_secret=x',
    'AWS_CREDENTIALS=a=b',
    'BASIC_AUTH=x',
    'PRIVATE=x',
    'URL=postgres://user:pw@db/x',
  ])('hides the value of %s', (variable) => {
    expect(maskVariable(variable)).toBe(`${variable.split('=')[0]}=${MASKED}`);
  });

  it.each(['PATH=/bin', 'URL=https://example.com/a:b@c', 'EMPTY_TOKEN=', 'NOTHING', 'EQUALS=a=b=c'])('leaves %s', (variable) => {
    expect(maskVariable(variable)).toBe(variable);
  });
});

describe('a long value', () => {
  it.each(['a'.repeat(200_000), `a://${':'.repeat(200_000)}`, 'a://b'.repeat(40_000), `a://${'b:'.repeat(100_000)}`])(
    'is looked at in no time',
    (value) => {
      const begun = performance.now();
      expect(maskVariable(`A=${value}`)).toBe(`A=${value}`);
      expect(performance.now() - begun).toBeLessThan(1000);
    },
  );
});

describe('masked', () => {
  it('hides secrets and keeps everything else', () => {
    const document = { Id: 'a', Config: { Env: ['A=1', 'TOKEN=x'], Cmd: ['run'] }, Unknown: { deep: [1] } };
    expect(masked(document)).toEqual({ ...document, Config: { Cmd: ['run'], Env: ['A=1', `TOKEN=${MASKED}`] } });
    expect(environmentOf(document)).toEqual(['A=1', 'TOKEN=x']);
  });

  it('survives a document of another form', () => {
    for (const document of [{}, { Config: null }, { Config: { Env: null } }, { Config: 'x' }]) {
      masked(document);
      expect(environmentOf(document)).toEqual([]);
    }
  });
});

describe('Queries', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  function play(answer: (context: QueryContext<unknown>) => Promise<unknown>) {
    const told: unknown[] = [];
    const names = ['inspect', 'reveal', 'top', 'stats'].map((name) => [`container.${name}`, answer]);
    const handlers: Record<string, unknown> = Object.fromEntries(names);
    const queries = new Queries(handlers as unknown as QueryHandlers);
    const timeout = () => ({ emitWithAck: () => Promise.resolve(null) });
    queries.attach(new LinkSession({ connected: true, emit: (name, payload) => void told.push([name, payload]), timeout }));
    return { queries, told };
  }
  const query = { id: 'q', action: 'container.top', containers: ['c'], args: {} };
  const hang = ({ signal }: QueryContext<unknown>) =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));

  it('answers', async () => {
    const { queries } = play(({ container }) => Promise.resolve(container));
    await expect(queries.run(query)).resolves.toBe('c');
  });

  it('refuses what it does not know, and wrong arguments', async () => {
    const { queries } = play(() => Promise.resolve());
    await expect(queries.run({ ...query, action: 'container.start' })).rejects.toMatchObject({ code: 'unsupported' });
    await expect(queries.run({ ...query, action: 'toString' })).rejects.toMatchObject({ code: 'unsupported' });
    await expect(queries.run({ ...query, containers: ['a', 'b'] })).rejects.toMatchObject({ code: 'bad_request' });
    await expect(queries.run({ ...query, args: { x: 1 } })).rejects.toMatchObject({ code: 'invalid' });
  });

  it('says that it is still at work, and gives up at the deadline', async () => {
    const { queries, told } = play(hang);
    const asked = queries.run(query);
    const failed = expect(asked).rejects.toMatchObject({ code: 'timeout' });
    await vi.advanceTimersByTimeAsync(31_000);
    await failed;
    expect(told.length).toBeGreaterThanOrEqual(5);
    expect(told[0]).toEqual(['query:progress', { id: 'q' }]);
  });

  it('gives up when it is told to, and when nobody waits any more', async () => {
    const { queries } = play(hang);
    const [one, other] = [queries.run(query), queries.run({ ...query, id: 'r' })];
    const all = [one, other].map((asked) => expect(asked).rejects.toMatchObject({ code: 'cancelled' }));
    queries.cancel('q');
    queries.detach();
    await Promise.all(all);
  });
});
