import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { TestFleet } from '../support/fleet.ts';
import { StreamClient } from '../support/stream-client.ts';
import { passes } from '../support/wait.ts';
import { median, report } from './report.ts';

const BYTES = 256 * 1024 * 1024;
const LINE = 'The quick brown fox jumps over the lazy dog and the harbour pilot waves it through, again and again.';

/** Bytes per second of a process that prints a log to nowhere. */
async function rate(command: string, args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const start = performance.now();
  const child = spawn(command, args, { env, stdio: ['ignore', 'ignore', 'ignore'] });
  await once(child, 'exit');
  return BYTES / ((performance.now() - start) / 1000);
}

/** How fast a log passes through, beside `docker logs`, and what it costs. */
export async function benchLogs(fleet: TestFleet): Promise<void> {
  const { engine, name, agent } = fleet.hosts[0]!;
  const lines = Math.ceil(BYTES / (LINE.length + 1));
  await engine.docker(['run', '-d', '--name', 'log', 'longshore/base:1', 'sh', '-c', `yes '${LINE}' | head -n ${lines}`]);
  await passes(
    async () => {
      const { total } = await fleet.admin.call('container.list', {}, { q: 'name:log state:exited' });
      if (total < 1) throw new Error('not yet');
    },
    { timeoutMs: 300_000 },
  );
  const url = `${fleet.server.url}/api/v1/hosts/${name}/containers/log/logs`;
  const docker: number[] = [];
  const download: number[] = [];
  const socket: number[] = [];
  const cost = { agent: [] as number[], server: [] as number[] };
  for (let round = 0; round < 3; round += 1) {
    docker.push(await rate('/usr/bin/docker', ['logs', '--timestamps', 'log'], engine.env));
    const before = { agent: agent.cpuSeconds, server: fleet.server.cpuSeconds };
    const start = performance.now();
    const stream = await StreamClient.open(fleet.admin, `/hosts/${name}/containers/log/logs`);
    stream.onBytes(() => undefined);
    await stream.untilClosed(600_000);
    socket.push(BYTES / ((performance.now() - start) / 1000));
    cost.agent.push(((agent.cpuSeconds - before.agent) / BYTES) * 1e9);
    cost.server.push(((fleet.server.cpuSeconds - before.server) / BYTES) * 1e9);
    download.push(
      await rate('curl', ['-s', '-o', '/dev/null', '-H', `authorization: Bearer ${fleet.admin.token ?? ''}`, url], process.env),
    );
  }
  const against = `docker logs -t ${(median(docker) / 1e6).toFixed(0)} MB/s`;
  report({
    what: 'log stream, against docker logs',
    value: median(socket) / median(docker),
    unit: '×',
    goal: { bound: '>=', value: 0.8 },
    beside: `${(median(socket) / 1e6).toFixed(0)} MB/s; ${against}`,
  });
  report({
    what: 'log download, against docker logs',
    value: median(download) / median(docker),
    unit: '×',
    beside: `${(median(download) / 1e6).toFixed(0)} MB/s`,
  });
  report({ what: 'agent CPU of a log stream', value: median(cost.agent), unit: 'CPU-s/GB' });
  report({ what: 'server CPU of a log stream', value: median(cost.server), unit: 'CPU-s/GB' });
  await engine.docker(['rm', '-f', 'log']);
}
