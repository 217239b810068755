import { setTimeout as sleep } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Operation } from '@longshore/contract/operations';
import { operationEnded } from '@longshore/contract/operations';
import { startFleet, type TestFleet, type TestHost } from '../support/fleet.ts';
import { followEvents, type EventLog } from '../support/engine-events.ts';
import { queryString } from '../support/rest-client.ts';
import { passes } from '../support/wait.ts';

const CONTAINERS_PER_HOST = 17;
/** What each container goes through, in this order: 4 × 17 × 3 = 204 operations. */
const STEPS = [
  { verb: 'kill', args: { signal: 'SIGUSR1' } },
  { verb: 'stop', args: { timeout: 0 } },
  { verb: 'start', args: {} },
  { verb: 'remove', args: { force: true } },
] as const;

interface Asked {
  host: TestHost;
  container: string;
  verb: (typeof STEPS)[number]['verb'];
  key: string;
  operation: Operation;
}

describe('operations while everything is being killed', () => {
  let fleet: TestFleet;
  let events: Map<string, EventLog>;
  const asked: Asked[] = [];

  beforeAll(async () => {
    fleet = await startFleet({ hosts: 3 });
    await Promise.all(
      fleet.hosts.map(async ({ engine }) => {
        for (let index = 0; index < CONTAINERS_PER_HOST; index += 1) {
          await engine.docker([
            'run',
            '-d',
            '--name',
            `victim-${index}`,
            'longshore/base:1',
            'sh',
            '-c',
            'trap : USR1; while :; do sleep 1; done',
          ]);
        }
      }),
    );
    await passes(async () => {
      const { total } = await fleet.admin.call('container.list', {}, { q: 'name:victim-* state:running', limit: 1 });
      expect(total).toBe(3 * CONTAINERS_PER_HOST);
    });
    events = new Map(fleet.hosts.map((host) => [host.name, followEvents(host.engine)]));
  });
  afterAll(async () => {
    for (const log of events.values()) log.stop();
    await fleet.stop();
  });

  /** Asks until the server takes it: the key makes sure that it is the same operation however often it is asked. */
  async function ask(host: TestHost, container: string, step: (typeof STEPS)[number]): Promise<void> {
    const key = randomUUID();
    const path = `/hosts/${host.name}/containers/${container}`;
    for (;;) {
      const headers = { 'idempotency-key': key };
      const answer = await (
        step.verb === 'remove'
          ? fleet.admin.request<Operation>('DELETE', `${path}${queryString(step.args)}`, { headers })
          : fleet.admin.request<Operation>('POST', `${path}/${step.verb}`, { body: step.args, headers })
      ).catch(() => undefined);
      if (answer?.status === 202) {
        asked.push({ host, container, verb: step.verb, key, operation: answer.body });
        return;
      }
      // The server is dead, or the host is not linked now: nothing was taken. Anything else is a mistake.
      if (answer !== undefined) expect(answer.status, JSON.stringify(answer.body)).toBe(503);
      await sleep(100);
    }
  }

  it('end each with the truth, none twice, none lost', async () => {
    const faults = { running: true, count: 0 };
    const pick = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)]!;
    const wreck = (async () => {
      while (faults.running) {
        await sleep(300 + Math.random() * 1200);
        const what = pick(['server', 'agent', 'agent', 'link', 'link'] as const);
        const host = pick(fleet.hosts);
        faults.count += 1;
        if (what === 'server') await fleet.server.restart('SIGKILL');
        else if (what === 'agent') {
          await host.agent.end('SIGKILL');
          await sleep(Math.random() * 200);
          host.agent.start();
        } else host.wire.blip();
      }
    })();
    await Promise.all(
      fleet.hosts.flatMap((host) =>
        Array.from({ length: CONTAINERS_PER_HOST }, async (_, index) => {
          for (const step of STEPS) {
            await ask(host, `victim-${index}`, step);
            await sleep(Math.random() * 1500);
          }
        }),
      ),
    ).finally(() => {
      faults.running = false;
    });
    await wreck;
    expect(faults.count).toBeGreaterThan(5);
    expect(asked).toHaveLength(STEPS.length * CONTAINERS_PER_HOST * 3);

    await passes(
      async () => {
        for (const one of asked) {
          if (operationEnded(one.operation.state)) continue;
          one.operation = await fleet.admin.call('operation.get', { operation: one.operation.id });
          expect(one.operation, `${one.verb} of ${one.container}`).toSatisfy(({ state }: Operation) => operationEnded(state));
        }
      },
      { timeoutMs: 180_000, everyMs: 500 },
    );

    for (const { host, verb, container, operation } of asked) {
      const where = `${verb} of ${container} on ${host.name}: ${JSON.stringify(operation)}`;
      const happened = events.get(host.name)!.count(container, verb);
      expect(happened, where).toBeLessThanOrEqual(1);
      // Starting what an interrupted stop left running succeeds without the engine doing anything.
      const before = asked.filter((one) => one.host === host && one.container === container);
      const clean = before.every((one) => one.operation.state === 'succeeded');
      if (operation.state === 'succeeded' && (clean || verb === 'kill' || verb === 'remove')) expect(happened, where).toBe(1);
      if (operation.state !== 'succeeded')
        expect(operation.error, where).toMatchObject({ code: expect.any(String), message: expect.any(String) });
    }
  }, 600_000);

  it('agree with the engine about every container', async () => {
    for (const host of fleet.hosts) {
      const left = new Set((await host.engine.docker(['ps', '-a', '--format', '{{.Names}}'])).split('\n').filter(Boolean));
      for (const { container, operation } of asked.filter((one) => one.host === host && one.verb === 'remove')) {
        if (operation.state === 'succeeded') expect(left, container).not.toContain(container);
        if (operation.state === 'interrupted' && operation.truth !== null) {
          const { container: row } = operation.truth as { container: unknown };
          expect(left.has(container), container).toBe(row !== null);
        }
      }
    }
  });
});
