import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeEngine, inspectDocument, json } from '../../test-support/fake-engine.ts';
import { Engine } from '../engine/engine.ts';
import { Probes } from '../probes.ts';
import { Mirror } from './mirror.ts';
import { Refresher } from './refresher.ts';

describe('Refresher', () => {
  let fake: FakeEngine;
  let mirror: Mirror;
  let refresher: Refresher;

  beforeEach(async () => {
    fake = new FakeEngine();
    await fake.start();
    mirror = new Mirror();
    refresher = new Refresher(new Engine(fake.address).containers, mirror, new Probes());
  });
  afterEach(() => fake.stop());

  const readings = () => fake.asked.filter((one) => one === 'GET /containers/a/json').length;

  it('puts what is there, and removes what is gone', async () => {
    fake.containers.set('a', inspectDocument('a', 'running'));
    await expect(refresher.refresh('a')).resolves.toMatchObject({ state: 'running' });
    expect(mirror.row('a')).toBeDefined();
    fake.containers.delete('a');
    await expect(refresher.refresh('a')).resolves.toBeNull();
    expect(mirror.row('a')).toBeUndefined();
  });

  it('reads once more, not many times, for all that is asked during a reading', async () => {
    const waiting: (() => void)[] = [];
    let state = 'running';
    fake.replies.set('GET /containers/a/json', (_request, response) => {
      const document = inspectDocument('a', state);
      waiting.push(() => json(response, 200, document));
    });
    const first = refresher.refresh('a');
    await expect.poll(() => waiting.length).toBe(1);
    state = 'exited';
    const later = [refresher.refresh('a'), refresher.refresh('a'), refresher.refresh('a')];
    waiting.shift()?.();
    await expect(first).resolves.toMatchObject({ state: 'running' });
    await expect.poll(() => waiting.length).toBe(1);
    waiting.shift()?.();
    await expect(Promise.all(later)).resolves.toMatchObject([{ state: 'exited' }, { state: 'exited' }, { state: 'exited' }]);
    expect(readings()).toBe(2);
  });

  it('reads again after a failure', async () => {
    fake.replies.set('GET /containers/a/json', (_request, response) => json(response, 500, { message: 'broken' }));
    await expect(refresher.refresh('a')).rejects.toThrow('broken');
    fake.replies.clear();
    fake.containers.set('a', inspectDocument('a', 'running'));
    await expect(refresher.refresh('a')).resolves.toMatchObject({ id: 'a' });
  });
});
