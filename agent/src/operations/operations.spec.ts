import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConflictError } from '@longshore/contract/errors';
import type { OperationOrder, OperationOutcome } from '@longshore/contract/operations';
import type { OperationFact } from '@longshore/contract/sockets/agent';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeEngine, inspectDocument, until } from '../../test-support/fake-engine.ts';
import { Engine } from '../engine/engine.ts';
import { EngineLostError, EngineUnreachableError } from '../engine/errors.ts';
import { LinkSession } from '../link/session.ts';
import { EngineHealth } from '../mirror/engine-health.ts';
import { MirrorFeed } from '../mirror/feed.ts';
import { Mirror } from '../mirror/mirror.ts';
import { Refresher } from '../mirror/refresher.ts';
import { Probes } from '../probes.ts';
import { Courier } from './courier.ts';
import type { OperationContext, OperationHandlers } from './handlers.ts';
import { Journal } from './journal.ts';
import { Operations } from './operations.ts';
import { TruthFinder } from './truth.ts';

const log = pino({ level: 'silent' });

/** A server that keeps what it is told, and acknowledges it while `acks` is set. */
class FakeServer {
  readonly outcomes: OperationOutcome[] = [];
  readonly facts: OperationFact[] = [];
  readonly deltas: string[] = [];
  acks = true;
  readonly session = new LinkSession({
    connected: true,
    emit: (name: string) => void this.deltas.push(name),
    timeout: () => ({ emitWithAck: (name: string, payload: unknown) => this.#take(name, payload) }),
  });

  #take(name: string, payload: unknown): Promise<unknown> {
    if (name === 'operation:outcome') this.outcomes.push(payload as OperationOutcome);
    if (name === 'operation:facts') this.facts.push(...(payload as { facts: OperationFact[] }).facts);
    return this.acks ? Promise.resolve({ ok: true, data: null }) : new Promise(() => undefined);
  }
}

type Work = (context: OperationContext<unknown>) => Promise<void>;

describe('Operations', () => {
  let fake: FakeEngine;
  let folder: string;
  let server: FakeServer;
  let work: ReturnType<typeof vi.fn<Work>>;

  beforeEach(async () => {
    fake = new FakeEngine();
    await fake.start();
    fake.containers.set('c1', inspectDocument('c1', 'running'));
    folder = mkdtempSync(join(tmpdir(), 'agent-operations-'));
    server = new FakeServer();
    work = vi.fn<Work>(() => Promise.resolve());
  });
  afterEach(async () => {
    await fake.stop();
    rmSync(folder, { recursive: true });
  });

  /** An agent as it starts, on the same folder each time. */
  async function start(to = server, unended: string[] = []): Promise<Operations> {
    const mirror = new Mirror();
    const health = new EngineHealth();
    const feed = new MirrorFeed(mirror, health);
    feed.attach(to.session, null);
    mirror.setReady();
    const refresher = new Refresher(new Engine(fake.address).containers, mirror, new Probes());
    const names = ['start', 'stop', 'restart', 'kill', 'pause', 'unpause', 'rename', 'remove'];
    const handlers = Object.fromEntries(names.map((name) => [`container.${name}`, (context: OperationContext<unknown>) => work(context)]));
    const operations = new Operations({
      handlers: handlers as unknown as OperationHandlers,
      journal: new Journal(folder, log),
      courier: new Courier(log),
      truth: new TruthFinder(refresher, health, feed, log),
      log,
    });
    await operations.recover();
    await operations.attach(to.session, unended);
    return operations;
  }

  const order = (action = 'container.stop', id = randomUUID(), timeoutSeconds = 30): OperationOrder => ({
    id,
    action,
    target: { kind: 'container', id: 'c1', name: 'web' },
    args: {},
    timeoutSeconds,
  });
  const kept = () => readdirSync(join(folder, 'operations')).filter((name) => name.endsWith('.json'));
  const ended = (count = 1) => until(() => server.outcomes.length >= count, 'No outcome came.');
  const hang: Work = ({ signal }) =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));

  it('does an order, and tells its outcome with the row after the list has it', async () => {
    const operations = await start();
    await operations.run(order());
    await ended();
    expect(server.outcomes[0]).toMatchObject({ state: 'succeeded', error: null, result: { container: { id: 'c1', state: 'running' } } });
    expect(server.deltas).toContain('mirror:delta');
    await until(() => kept().length === 0, 'The journal keeps what was acknowledged.');
  });

  it('does an order once, whether it comes again at the same time, later, or after the agent was restarted', async () => {
    const operations = await start();
    const one = order();
    await Promise.all([operations.run(one), operations.run(one)]);
    await ended();
    await operations.run(one);
    await until(() => kept().length === 0);
    await operations.run(one);
    await (await start()).run(one);
    expect(work).toHaveBeenCalledTimes(1);
  });

  it('has the order on the disk before it begins', async () => {
    let seen: string[] = [];
    work.mockImplementation(() => {
      seen = kept();
      return Promise.resolve();
    });
    const one = order();
    await (await start()).run(one);
    await ended();
    expect(seen).toEqual([`${one.id}.json`]);
  });

  it('does orders on one container one after the other', async () => {
    const steps: string[] = [];
    work.mockImplementation(async () => {
      steps.push('in');
      await new Promise((resolve) => setTimeout(resolve, 5));
      steps.push('out');
    });
    const operations = await start();
    await Promise.all([1, 2, 3].map(() => operations.run(order())));
    await ended(3);
    expect(steps).toEqual(['in', 'out', 'in', 'out', 'in', 'out']);
  });

  it.each([
    [new ConflictError('is not running'), 'failed', 'conflict'],
    [new EngineLostError(), 'interrupted', 'interrupted'],
    [new EngineUnreachableError('away', 'start it'), 'failed', 'engine_unreachable'],
    [new TypeError('our fault'), 'failed', 'internal'],
  ])('tells how %s ended it, with the truth', async (error, state, code) => {
    work.mockRejectedValue(error);
    await (await start()).run(order());
    await ended();
    expect(server.outcomes[0]).toMatchObject({ state, error: { code }, result: null, truth: { container: { state: 'running' } } });
    expect(JSON.stringify(server.outcomes[0])).not.toContain('our fault');
  });

  it('says that the container is gone', async () => {
    fake.containers.clear();
    await (await start()).run(order('container.remove'));
    await ended();
    expect(server.outcomes[0]).toMatchObject({ state: 'succeeded', result: { container: null } });
  });

  it('ends an order that takes too long', async () => {
    work.mockImplementation(hang);
    await (await start()).run(order('container.stop', randomUUID(), 0.05));
    await ended();
    expect(server.outcomes[0]).toMatchObject({ state: 'failed', error: { code: 'timeout' } });
  });

  it('cancels what waits and what runs, but not what has no way back', async () => {
    work.mockImplementation(hang);
    const operations = await start();
    const [runs, waits] = [order(), order()];
    await operations.run(runs);
    await until(() => work.mock.calls.length === 1);
    await operations.run(waits);
    operations.cancel(waits.id);
    await ended(1);
    expect(server.outcomes[0]).toMatchObject({
      id: waits.id,
      state: 'cancelled',
      error: { message: expect.stringContaining('nothing was changed') },
    });
    operations.cancel(runs.id);
    await ended(2);
    expect(server.outcomes[1]).toMatchObject({ id: runs.id, state: 'cancelled', truth: { container: { state: 'running' } } });
    expect(() => operations.cancel(randomUUID())).toThrow(/no such/);

    const start2 = order('container.start');
    await operations.run(start2);
    await until(() => work.mock.calls.length === 2);
    expect(() => operations.cancel(start2.id)).toThrow(ConflictError);
  });

  it('refuses orders that make no sense, and keeps nothing of them', async () => {
    const operations = await start();
    await expect(operations.run(order('container.fly'))).rejects.toMatchObject({ code: 'unsupported' });
    await expect(operations.run({ ...order(), args: { timeout: 'soon' } })).rejects.toMatchObject({ code: 'invalid' });
    await expect(operations.run({ ...order(), target: { kind: 'host', id: 'h', name: 'h' } })).rejects.toMatchObject({
      code: 'bad_request',
    });
    expect(kept()).toEqual([]);
  });

  it('tells an outcome again with every link until it is acknowledged', async () => {
    server.acks = false;
    const operations = await start();
    const one = order();
    await operations.run(one);
    await ended();
    operations.detach();
    const second = new FakeServer();
    await operations.attach(second.session, [one.id, randomUUID()]);
    await until(() => second.outcomes.length === 1);
    expect(second.facts).toMatchObject([{ id: one.id, state: 'ended' }, { state: 'unknown' }]);
    expect(second.outcomes[0]).toEqual(server.outcomes[0]);
    await until(() => kept().length === 0);
    expect(work).toHaveBeenCalledTimes(1);
  });

  it('tells after its own end what became of what it was doing', async () => {
    work.mockImplementation(hang);
    const crashed = await start();
    const [running, waiting] = [order('container.start'), order('container.start')];
    await crashed.run(running);
    await until(() => work.mock.calls.length === 1);
    await crashed.run(waiting);
    expect(kept()).toHaveLength(2);

    const after = new FakeServer();
    await start(after, [running.id, waiting.id]);
    await until(() => after.outcomes.length === 2);
    const of = (id: string) => after.outcomes.find((outcome) => outcome.id === id);
    expect(of(running.id)).toMatchObject({
      state: 'interrupted',
      truth: { container: { state: 'running' } },
      error: { message: 'The agent ended while this ran.' },
    });
    expect(of(waiting.id)).toMatchObject({ state: 'interrupted', error: { message: expect.stringContaining('nothing was changed') } });
    expect(work).toHaveBeenCalledTimes(1);
  });

  it('tells after its own end what had ended and was not heard', async () => {
    server.acks = false;
    const one = order();
    await (await start()).run(one);
    await ended();
    const after = new FakeServer();
    await start(after, [one.id]);
    await until(() => after.outcomes.length === 1);
    expect(after.outcomes[0]).toEqual(server.outcomes[0]);
    expect(after.facts).toMatchObject([{ id: one.id, state: 'ended' }]);
  });

  it('starts with a journal that somebody broke', async () => {
    await start();
    writeFileSync(join(folder, 'operations', `${randomUUID()}.json`), '{"cut":');
    await start();
    expect(readdirSync(join(folder, 'operations')).filter((name) => name.endsWith('.broken'))).toHaveLength(1);
  });

  it('does not begin what it cannot write down', async () => {
    const operations = await start();
    rmSync(join(folder, 'operations'), { recursive: true });
    await expect(operations.run(order())).rejects.toThrow(/journal/);
    expect(work).not.toHaveBeenCalled();
  });
});
