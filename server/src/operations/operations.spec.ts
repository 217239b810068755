import { beforeEach, describe, expect, it, vi } from 'vitest';
import { actions } from '@longshore/contract/registry';
import type { OperationOutcome } from '@longshore/contract/operations';
import type { ActionCall } from '../actions/action-call.ts';
import type { HostDirectory } from '../hosts/host-directory.ts';
import { Link } from '../link/link.ts';
import { Links } from '../link/links.ts';
import { OpenOperations } from './open-operations.ts';
import { OperationEnds } from './operation-ends.ts';
import { OperationReports } from './operation-reports.ts';
import type { OperationEnd, OperationStore } from './operation-store.ts';
import { OperationEntity } from './operation.entity.ts';
import { OperationsService } from './operations.service.ts';

const HOST = '11111111-1111-4111-8111-111111111111';

const copyOf = (entity: OperationEntity) => Object.assign(new OperationEntity(), entity);

/** The table as a map: what a database would do, one statement at a time. */
class MemoryStore {
  readonly rows = new Map<string, OperationEntity>();
  readonly failing = { end: false };

  async insert(entity: OperationEntity): Promise<void> {
    await Promise.resolve();
    this.rows.set(entity.id, copyOf(entity));
  }
  discard(id: string): Promise<void> {
    this.rows.delete(id);
    return Promise.resolve();
  }
  byKey(userId: string, key: string): Promise<OperationEntity | null> {
    return Promise.resolve([...this.rows.values()].find((row) => row.userId === userId && row.idempotencyKey === key) ?? null);
  }
  unended(): Promise<OperationEntity[]> {
    return Promise.resolve([...this.rows.values()].filter(({ endedAt }) => endedAt === null).map(copyOf));
  }
  setRunning(id: string, startedAt: Date): Promise<void> {
    const row = this.rows.get(id)!;
    if (row.state === 'pending') Object.assign(row, { state: 'running', startedAt });
    return Promise.resolve();
  }
  async end(id: string, end: OperationEnd): Promise<boolean> {
    await Promise.resolve();
    if (this.failing.end) throw new Error('The database is away.');
    const row = this.rows.get(id)!;
    if (row.endedAt !== null) return false;
    Object.assign(row, end);
    return true;
  }
}

/** An agent that answers when told to. */
class FakeAgent {
  readonly orders: { name: string; order: { id: string }; answer: (answer: unknown) => void }[] = [];
  readonly refused: unknown[] = [];
  readonly link: Link;

  constructor(asked: string[] = []) {
    this.link = new Link({
      hostId: HOST,
      hostName: () => 'web-1',
      capabilities: [],
      asked,
      socket: {
        emit: (name, order, answer) =>
          name === 'link:refused'
            ? this.refused.push(order)
            : this.orders.push({ name, order: order as { id: string }, answer: answer as (answer: unknown) => void }),
        disconnect: () => undefined,
        isAlive: () => Promise.resolve(true),
      },
    });
  }
}

const call = (more: Partial<ActionCall> = {}): ActionCall => {
  const host = { id: HOST, name: 'web-1', group: '', tags: [] };
  const container = { id: 'c0ffee', name: 'api', labels: { team: 'pay' } };
  return {
    name: 'container.stop',
    row: actions['container.stop'],
    principal: {
      user: { id: 'u1', name: 'ann' },
      bindings: [],
      by: { kind: 'token', id: 't1', name: 'ci', expiresAt: null },
    },
    params: { host: 'web-1', container: 'api' },
    target: { host, container, resource: { host } },
    args: { timeout: 5 },
    wait: undefined,
    address: '127.0.0.1',
    note: {},
    ...more,
  };
};

const outcome = (id: string, more: Partial<OperationOutcome> = {}): OperationOutcome => ({
  id,
  state: 'succeeded',
  result: { container: null },
  error: null,
  truth: null,
  startedAt: Date.now(),
  endedAt: Date.now(),
  ...more,
});

const settled = () => new Promise((resolve) => setImmediate(resolve));

function start(store: MemoryStore) {
  const links = new Links();
  const database = store as unknown as OperationStore;
  const open = new OpenOperations(database, links);
  const ends = new OperationEnds(database, open);
  const reports = new OperationReports(open, ends, database);
  const hosts = { on: vi.fn() } as unknown as HostDirectory;
  const service = new OperationsService(database, open, ends, reports, links, hosts);
  const link = (asked: string[] = []): FakeAgent => {
    const agent = new FakeAgent(asked);
    links.add(agent.link);
    return agent;
  };
  return { links, open, ends, reports, service, link };
}

describe('operations', () => {
  let store: MemoryStore;
  let server: ReturnType<typeof start>;
  beforeEach(() => {
    store = new MemoryStore();
    server = start(store);
  });

  it('are stored before they are sent, run when the agent took them, and end when the end is stored', async () => {
    const agent = server.link();
    const entity = await server.service.start(call(), undefined);
    expect(store.rows.get(entity.id)?.state).toBe('pending');
    expect(agent.orders).toMatchObject([
      { name: 'operation:run', order: { id: entity.id, action: 'container.stop', timeoutSeconds: 305 } },
    ]);
    agent.orders[0]!.answer({ ok: true, data: null });
    await settled();
    expect(server.open.wire(entity)).toMatchObject({ state: 'running', linkLost: false, user: { name: 'ann', token: 'ci' } });
    const waiting = server.ends.wait(entity.id, 10, new AbortController().signal);
    await server.reports.outcome(HOST, outcome(entity.id));
    await waiting;
    expect(store.rows.get(entity.id)).toMatchObject({ state: 'succeeded' });
    expect(server.open.size).toBe(0);
  });

  it('are refused and not stored while the host is offline, also when it goes offline just now', async () => {
    await expect(server.service.start(call(), 'k')).rejects.toMatchObject({ code: 'host_offline' });
    const agent = server.link();
    const starting = server.service.start(call(), 'k');
    await Promise.resolve();
    agent.link.lost();
    await expect(starting).rejects.toMatchObject({ code: 'host_offline' });
    expect(store.rows.size).toBe(0);
    server.link();
    await expect(server.service.start(call(), 'k')).resolves.toMatchObject({ state: 'pending' });
  });

  it('are the same for the same idempotency key, also at once, and a mistake for another request', async () => {
    const agent = server.link();
    const [first, second] = await Promise.all([server.service.start(call(), 'k'), server.service.start(call(), 'k')]);
    expect(second.id).toBe(first.id);
    expect(agent.orders).toHaveLength(1);
    await expect(server.service.start(call({ args: { timeout: 6 } }), 'k')).rejects.toMatchObject({ code: 'invalid' });
    await server.reports.outcome(HOST, outcome(first.id));
    expect((await server.service.start(call(), 'k')).id).toBe(first.id);
  });

  it('that the agent refuses to take have failed in its words', async () => {
    const agent = server.link();
    const entity = await server.service.start(call(), undefined);
    agent.orders[0]!.answer({ ok: false, error: { code: 'forbidden', message: 'Not on this host.' } });
    await settled();
    expect(store.rows.get(entity.id)).toMatchObject({ state: 'failed', error: { message: 'Not on this host.' } });
  });

  it('live through a lost link, and end when the agent tells the outcome', async () => {
    const agent = server.link();
    const entity = await server.service.start(call(), undefined);
    agent.link.lost();
    await settled();
    expect(server.open.wire(entity)).toMatchObject({ state: 'pending', linkLost: true });
    const back = server.link([entity.id]);
    expect(server.open.wire(entity).linkLost).toBe(true);
    await server.reports.facts(back.link, [{ id: entity.id, state: 'running' }]);
    expect(server.open.wire(entity)).toMatchObject({ state: 'running', linkLost: false });
    await server.reports.facts(back.link, [{ id: entity.id, state: 'ended', outcome: outcome(entity.id, { state: 'interrupted' }) }]);
    expect(store.rows.get(entity.id)?.state).toBe('interrupted');
  });

  it('that never reached the agent are interrupted, but only if it was asked about them', async () => {
    server.link().link.lost();
    const agent = server.link();
    const lost = await server.service.start(call(), undefined);
    agent.link.lost();
    const back = server.link([lost.id]);
    const fresh = await server.service.start(call(), undefined);
    await server.reports.facts(back.link, [
      { id: lost.id, state: 'unknown' },
      { id: fresh.id, state: 'unknown' },
    ]);
    expect(store.rows.get(lost.id)).toMatchObject({ state: 'interrupted', error: { code: 'interrupted' } });
    expect(store.rows.get(fresh.id)?.endedAt).toBeNull();
  });

  it('are loaded by the next server, which asks the agent', async () => {
    server.link();
    const entity = await server.service.start(call(), undefined);
    const next = start(store);
    await next.open.onModuleInit();
    expect(next.open.ofHost(HOST).map(({ id }) => id)).toEqual([entity.id]);
    await next.reports.outcome(HOST, outcome(entity.id));
    expect(store.rows.get(entity.id)?.state).toBe('succeeded');
  });

  it('do not end when the end could not be stored: the agent keeps it and tells it again', async () => {
    server.link();
    const entity = await server.service.start(call(), undefined);
    store.failing.end = true;
    await expect(server.reports.outcome(HOST, outcome(entity.id))).rejects.toThrow('away');
    expect(server.open.get(entity.id)?.endedAt).toBeNull();
    store.failing.end = false;
    const changed = vi.fn();
    server.open.on('changed', changed);
    await Promise.all([
      server.reports.outcome(HOST, outcome(entity.id)),
      server.reports.outcome(HOST, outcome(entity.id, { state: 'failed' })),
    ]);
    expect(store.rows.get(entity.id)?.state).toBe('succeeded');
    expect(changed).toHaveBeenCalledOnce();
  });

  it('are none of the business of other hosts', async () => {
    server.link();
    const entity = await server.service.start(call(), undefined);
    await server.reports.outcome('22222222-2222-4222-8222-222222222222', outcome(entity.id));
    expect(store.rows.get(entity.id)?.endedAt).toBeNull();
  });

  it('that an agent does not confirm are asked for over a new link', async () => {
    vi.useFakeTimers();
    try {
      const agent = server.link();
      const entity = await server.service.start(call(), undefined);
      await vi.advanceTimersByTimeAsync(31_000);
      expect(agent.refused).toHaveLength(1);
      expect(agent.link.closed).toBe(true);
      expect(store.rows.get(entity.id)?.endedAt).toBeNull();
    } finally {
      vi.useRealTimers();
    }
  });

  it('keep times within reason, whatever the clock of the agent says', async () => {
    server.link();
    const entity = await server.service.start(call(), undefined);
    await server.reports.outcome(HOST, outcome(entity.id, { startedAt: -5, endedAt: 1e300 }));
    const { createdAt, startedAt, endedAt } = store.rows.get(entity.id)!;
    expect(startedAt).toEqual(createdAt);
    expect(endedAt!.getTime()).toBeLessThanOrEqual(Date.now());
  });
});
