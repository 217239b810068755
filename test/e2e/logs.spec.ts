import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFleet, type TestFleet, type TestHost } from '../support/fleet.ts';
import { StreamClient } from '../support/stream-client.ts';
import { passes } from '../support/wait.ts';

const run = promisify(execFile);

/** What the docker CLI prints of a log, its two outputs apart. */
async function dockerLogs(host: TestHost, container: string, options: string[] = []): Promise<{ stdout: Buffer; stderr: Buffer }> {
  return run('/usr/bin/docker', ['logs', ...options, container], {
    encoding: 'buffer',
    maxBuffer: 1 << 30,
    env: { ...process.env, DOCKER_HOST: host.engine.host },
  });
}

describe('logs', () => {
  let fleet: TestFleet;
  let host: TestHost;

  beforeAll(async () => {
    fleet = await startFleet({ hosts: 3 });
    host = fleet.hosts[0]!;
  });
  afterAll(async () => {
    await fleet.stop();
  });

  const download = async (container: string, query: string): Promise<Buffer> => {
    const answer = await fetch(`${fleet.server.url}/api/v1/hosts/${host.name}/containers/${container}/logs${query}`, {
      headers: fleet.admin.headers,
    });
    const body = Buffer.from(await answer.arrayBuffer());
    expect(answer.status, body.toString().slice(0, 500)).toBe(200);
    return body;
  };

  /** Everything that breaks text parsers of logs: no line end, long lines, split UTF-8, NUL, CR, escape codes, empty lines, lines of nine letters. */
  const script = [
    String.raw`printf 'plain\nninechars\n\n\ttab\r\nNUL:\000:end\n'`,
    String.raw`printf 'to stderr\n' >&2`,
    String.raw`printf '\033[31mred\033[0m 漢字 é 🚢\n'`,
    String.raw`printf '\342\202'; sleep 0.2; printf '\254 split euro\n'`,
    String.raw`i=0; while [ $i -lt 700 ]; do printf 'abcdefghijklmnopqrstuvwxyz0123456789-漢-'; i=$((i+1)); done; printf '\n'`,
    String.raw`printf '2026-01-01T00:00:00.000000000Z looks like a time\n'`,
    String.raw`i=0; while [ $i -lt 2000 ]; do echo "line $i"; echo "err $i" >&2; i=$((i+1)); done`,
    String.raw`printf 'no line end'`,
  ].join('; ');

  it.each([
    ['without a TTY', []],
    ['with a TTY', ['-t']],
  ])('downloads %s are byte for byte what docker logs prints', async (_what, flags) => {
    const name = `bytes${flags.length}`;
    await host.engine.docker(['run', ...flags, '--name', name, 'longshore/base:1', 'sh', '-c', script]);
    await passes(async () => expect((await fleet.admin.call('container.list', {}, { q: `name:${name} state:exited` })).total).toBe(1));
    for (const options of [[], ['--timestamps'], ['--tail', '17']]) {
      const query = options
        .map((word) => word.replace('--', ''))
        .join('=')
        .replace('timestamps', 'timestamps=1');
      const expected = await dockerLogs(host, name, options);
      expect((await download(name, `?${query}&stderr=0`)).equals(expected.stdout), `stdout ${query}`).toBe(true);
      if (flags.length === 0) expect((await download(name, `?${query}&stdout=0`)).equals(expected.stderr), `stderr ${query}`).toBe(true);
    }
  });

  it('honour since and until', async () => {
    const lines = (await dockerLogs(host, 'bytes0', ['--timestamps'])).stdout.toString('utf8').split('\n').filter(Boolean);
    const time = lines[Math.floor(lines.length / 2)]!.split(' ')[0]!;
    for (const bound of ['since', 'until']) {
      const expected = await dockerLogs(host, 'bytes0', [`--${bound}`, time]);
      expect((await download('bytes0', `?${bound}=${time}&stderr=0`)).equals(expected.stdout), bound).toBe(true);
    }
  });

  it('follow survives a cut link, a stopped container and a restarted engine without a line lost or repeated', async () => {
    const count = 600;
    // It is killed on the way: the file is renamed, so that it is never found empty.
    await host.engine.docker([
      ...['run', '-d', '--name', 'counter', '--restart', 'always', '-v', 'counter:/state', 'longshore/base:1', 'sh', '-c'],
      String.raw`n=$(cat /state/n 2>/dev/null || echo 0); while [ $n -lt ${count} ]; do n=$((n+1)); echo $n > /state/m; mv /state/m /state/n; echo "tick $n"; usleep 20000; done; sleep 1000`,
    ]);
    const stream = await StreamClient.open(fleet.admin, `/hosts/${host.name}/containers/counter/logs`, { follow: 1 });
    const ticks = () => stream.lines.map(({ text }) => text.toString('utf8').trim());
    await stream.until(() => ticks().length > 50);
    host.wire.blip();
    await stream.until(() => ticks().length > 150, 60_000);
    await host.engine.docker(['restart', '-t', '0', 'counter']);
    await stream.until(() => ticks().length > 250, 60_000);
    await host.engine.restart();
    await stream.until(() => ticks().length > 350, 90_000);
    host.wire.cut();
    await new Promise((resolve) => setTimeout(resolve, 2000));
    host.wire.mend();
    await stream.until(() => ticks().at(-1) === `tick ${count}`, 120_000);
    const expected = (await dockerLogs(host, 'counter')).stdout.toString('utf8').trim().split('\n');
    expect(ticks()).toEqual(expected);
    stream.close();
    await host.engine.docker(['rm', '-fv', 'counter']);
  }, 400_000);

  it('merge containers of all hosts in time order, as a download and as they come', async () => {
    await Promise.all(
      fleet.hosts.flatMap(({ engine }, hostIndex) =>
        [0, 1].map((index) =>
          engine.docker([
            ...['run', '-d', '--name', `chorus-${index}`, 'longshore/base:1', 'sh', '-c'],
            `sleep 1; i=0; while [ $i -lt 100 ]; do i=$((i+1)); echo "${hostIndex}/${index} $i"; usleep 30000; done`,
          ]),
        ),
      ),
    );
    await passes(async () => expect((await fleet.admin.call('container.list', {}, { q: 'name:chorus-*', limit: 1 })).total).toBe(6));
    const target = fleet.hosts.flatMap(({ name }) => [0, 1].map((index) => `${name}/chorus-${index}`));
    const live = await StreamClient.open(fleet.admin, '/logs', { target, follow: 1 });
    await live.until(() => live.lines.length === 600, 60_000);
    const times = live.lines.map(({ time }) => time);
    expect(times).toEqual([...times].sort());
    live.close();

    const query = target.map((one) => `target=${encodeURIComponent(one)}`).join('&');
    const answer = await fetch(`${fleet.server.url}/api/v1/logs?${query}&timestamps=1`, { headers: fleet.admin.headers });
    const lines = (await answer.text()).trim().split('\n');
    expect(lines).toHaveLength(600);
    const stamps = lines.map((line) => /\d{4}-\d\d-\d\dT\S+Z/.exec(line)?.[0]);
    expect(stamps).toEqual([...stamps].sort());
    expect(new Set(lines.map((line) => line.split(' ')[0])).size).toBe(6);
  });

  it('end with the engine’s own words where it refuses', async () => {
    await host.engine.docker(['run', '-d', '--name', 'mute', '--log-driver', 'none', 'longshore/base:1', 'sleep', '100']);
    await passes(async () => expect((await fleet.admin.call('container.list', {}, { q: 'name:mute' })).total).toBe(1));
    const answer = await fleet.admin.request<{ detail: string }>('GET', `/hosts/${host.name}/containers/mute/logs`);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.body.detail).toMatch(/logging driver/);
    await host.engine.docker(['rm', '-f', 'mute']);
  });

  it('stop reading the engine when the download is given up', async () => {
    await host.engine.docker(['run', '-d', '--name', 'endless', 'longshore/base:1', 'sh', '-c', 'yes 0123456789']);
    await passes(async () => expect((await fleet.admin.call('container.list', {}, { q: 'name:endless' })).total).toBe(1));
    const curl = spawn('curl', [
      '-sN',
      '-o',
      '/dev/null',
      '-H',
      `authorization: Bearer ${fleet.admin.token}`,
      `${fleet.server.url}/api/v1/hosts/${host.name}/containers/endless/logs?follow=1`,
    ]);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    curl.kill();
    await host.engine.docker(['pause', 'endless']);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const before = host.agent.cpuSeconds;
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(host.agent.cpuSeconds - before).toBeLessThan(0.5);
    await host.engine.docker(['rm', '-f', 'endless']);
  });
});
