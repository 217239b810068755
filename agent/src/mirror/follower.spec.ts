import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeEngine, inspectDocument, json, until } from '../../test-support/fake-engine.ts';
import { Engine } from '../engine/engine.ts';
import { EventLog } from '../events.ts';
import { LinkSession } from '../link/session.ts';
import { Probes } from '../probes.ts';
import { EngineHealth } from './engine-health.ts';
import { Follower } from './follower.ts';
import { Mirror } from './mirror.ts';
import { Refresher } from './refresher.ts';
import { resync } from './resync.ts';

const log = pino({ level: 'silent' });

describe('Follower', () => {
  let fake: FakeEngine;
  let engine: Engine;
  let mirror: Mirror;
  let health: EngineHealth;
  let refresher: Refresher;
  let over: AbortController;
  let running: Promise<void>;
  let events: string[];

  beforeEach(async () => {
    fake = new FakeEngine();
    await fake.start();
    engine = new Engine(fake.address);
    mirror = new Mirror();
    health = new EngineHealth();
    const probes = new Probes();
    refresher = new Refresher(engine.containers, mirror, probes);
    const eventLog = new EventLog(mirror.epoch, log);
    events = [];
    const take = (_name: string, payload: unknown) => {
      events.push(...(payload as { events: { action: string }[] }).events.map((event) => event.action));
      return Promise.resolve({ ok: true, data: null });
    };
    eventLog.attach(new LinkSession({ connected: true, emit: () => undefined, timeout: () => ({ emitWithAck: take }) }), null);
    over = new AbortController();
    const follower = new Follower({ engine, mirror, refresher, health, probes, events: eventLog, log });
    fake.containers.set('a', inspectDocument('a', 'running'));
    running = follower.run(over.signal);
  });
  afterEach(async () => {
    over.abort();
    await running;
    engine.client.close();
    await fake.stop();
  });

  const states = () => Object.fromEntries([...mirror.rows].map((row) => [row.id, row.state]));
  const followed = () => until(() => health.ok && fake.listeners === 1, 'The engine is not followed.');

  it('lists, says what the engine is, and follows', async () => {
    await followed();
    expect(states()).toEqual({ a: 'running' });
    expect(health.status).toMatchObject({
      state: 'ok',
      info: { version: '20.10.24', apiVersion: '1.41', counts: { images: 2, volumes: 0, networks: 1 } },
    });
    fake.set('b', 'created', 'create');
    fake.set('a', 'exited', 'die');
    await until(() => mirror.row('a')?.state === 'exited' && mirror.row('b') !== undefined);
    fake.containers.delete('a');
    fake.emit('destroy', 'a');
    await until(() => mirror.row('a') === undefined);
    await until(() => events.length === 3);
    expect(events).toEqual(['create', 'die', 'destroy']);
  });

  it('looks at a container that is connected to a network, and not at one in which a command runs', async () => {
    await followed();
    const before = fake.asked.length;
    fake.emit('exec_start: sh', 'a');
    fake.containers.set('a', inspectDocument('a', 'running', { NetworkSettings: { Ports: {}, Networks: { other: {} } } }));
    fake.emit('connect', 'net', { container: 'a' }, 'network');
    await until(() => mirror.row('a')?.networks[0] === 'other');
    expect(fake.asked.slice(before).filter((one) => one.includes('/containers/'))).toEqual(['GET /containers/a/json']);
  });

  it('misses nothing of the time between its look at the clock and the list', async () => {
    await followed();
    const [since, listed] = ['GET /events', 'GET /containers/json'].map((one) => fake.asked.indexOf(one));
    expect(since).toBeGreaterThan(fake.asked.indexOf('GET /info'));
    expect(since).toBeLessThan(listed ?? 0);
  });

  it('keeps what it knew when the engine goes away, and corrects it when the engine is back', async () => {
    await followed();
    const revision = mirror.revision;
    fake.replies.set('GET /version', (request) => request.socket.destroy());
    fake.hangUp();
    await until(() => health.status?.state === 'unreachable');
    expect(health.status).toMatchObject({ info: { version: '20.10.24' }, hint: expect.any(String) });
    expect(states()).toEqual({ a: 'running' });
    fake.containers.clear();
    fake.containers.set('c', inspectDocument('c', 'running'));
    fake.replies.clear();
    await followed();
    expect(states()).toEqual({ c: 'running' });
    expect(mirror.revision).toBe(revision + 2);
  });

  it('does not call an engine unreachable whose connection only broke', async () => {
    await followed();
    const seen: string[] = [];
    health.on('change', () => seen.push(health.status?.state ?? ''));
    fake.hangUp();
    await until(() => fake.listeners === 1 && fake.asked.filter((one) => one === 'GET /events').length === 2);
    expect(seen).toEqual([]);
  });

  it('is not stopped by one container that cannot be read', async () => {
    fake.replies.set('GET /containers/bad/json', (_request, response) => json(response, 500, { message: 'stuck' }));
    fake.containers.set('bad', inspectDocument('bad', 'running'));
    fake.hangUp();
    await followed();
    expect(states()).toEqual({ a: 'running' });
    fake.replies.clear();
    await until(() => mirror.row('bad') !== undefined);
  });

  it('survives events that make no sense', async () => {
    await followed();
    fake.replies.set('GET /events', (_request, response) => void response.write('nonsense\n'));
    fake.hangUp();
    await until(() => health.status?.state === 'unreachable');
    expect(health.status).toMatchObject({ reason: expect.stringContaining('JSON') });
    fake.replies.clear();
    await followed();
  });

  it('finds in a resync what no event told, and repairs it', async () => {
    await followed();
    await expect(resync(engine.containers, mirror, refresher, over.signal)).resolves.toEqual([]);
    fake.containers.set('a', inspectDocument('a', 'dead'));
    fake.containers.set('b', inspectDocument('b', 'running'));
    await expect(resync(engine.containers, mirror, refresher, over.signal)).resolves.toEqual(['a', 'b']);
    expect(states()).toEqual({ a: 'dead', b: 'running' });
  });

  it('does not take for drift what an event tells meanwhile', async () => {
    await followed();
    const checking = resync(engine.containers, mirror, refresher, over.signal);
    fake.set('a', 'exited', 'die');
    await expect(checking).resolves.toEqual([]);
  });
});
