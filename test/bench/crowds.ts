import { setTimeout as sleep } from 'node:timers/promises';
import { AgentCrowd } from '../support/agent-crowd.ts';
import { ServerProcess } from '../support/server-process.ts';
import { passes } from '../support/wait.ts';
import { report } from './report.ts';

interface Crowd {
  agents: number;
  containers: number;
  /** Goals are set for the first crowd only; the other is reported as it is. */
  goals: boolean;
}

const IDLE_SECONDS = 30;

/** What thousands of agents cost one server, at rest and when all come back at once. */
export async function benchCrowd(dir: string, { agents, containers, goals }: Crowd): Promise<void> {
  const server = await ServerProcess.start({ dir });
  const admin = await server.signIn();
  const what = `${agents} agents × ${containers}`;
  const crowd = new AgentCrowd(server.url, agents, containers);
  const { token } = await admin.call('join-token.create', {}, { maxUses: agents });
  const allThere = async () =>
    passes(
      async () => {
        const { total } = await admin.call('container.list', {}, { q: 'is:live', limit: 1 });
        if (total < agents * containers) throw new Error(`${total} of ${agents * containers} rows, ${crowd.linked} links`);
      },
      { timeoutMs: 300_000, everyMs: 50 },
    );
  let start = performance.now();
  await crowd.join(token);
  await allThere();
  report({ what: `${what}: all joined`, value: (performance.now() - start) / 1000, unit: 's' });

  // The last known states are written within seconds of the joining.
  await sleep(10_000);
  const before = server.cpuSeconds;
  await sleep(IDLE_SECONDS * 1000);
  const idle = ((server.cpuSeconds - before) / IDLE_SECONDS) * 100;
  report({
    what: `${what}: server RSS`,
    value: server.memory / 1024 ** 2,
    unit: 'MiB',
    ...(goals ? { goal: { bound: '<=', value: 400 } } : {}),
  });
  report({ what: `${what}: server CPU at rest`, value: idle, unit: '% of a core', ...(goals ? { goal: { bound: '<=', value: 5 } } : {}) });

  await server.end('SIGKILL');
  server.start();
  await server.ready();
  start = performance.now();
  await allThere();
  report({
    what: `${what}: all back after a kill -9`,
    value: (performance.now() - start) / 1000,
    unit: 's',
    ...(goals ? { goal: { bound: '<=', value: 10 } } : {}),
  });
  report({ what: `${what}: server RSS after it`, value: server.memory / 1024 ** 2, unit: 'MiB' });
  crowd.close();
  await server.end();
}
