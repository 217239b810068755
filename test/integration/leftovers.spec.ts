import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startEngine, type Engine } from '../support/engine.ts';
import { IMAGES, loadImages } from '../support/images.ts';
import { cleanLeftovers } from '../support/leftovers.ts';
import { tempDirectory, tempRoot } from '../support/temp.ts';

/** What another run of tests has: an engine with a container, a network and a web server behind a port. */
interface Other {
  process: ChildProcess;
  /** Of dockerd and of the container's first process. */
  pids: number[];
  directory: string;
  bridges: string[];
}

const root = join(import.meta.dirname, '../..');

describe('what test runs leave behind', () => {
  let living: Engine;
  let program: string;

  beforeAll(async () => {
    living = await startEngine({ name: 'living' });
    await loadImages(living);
    await living.docker(['run', '--detach', '--name', 'idle', IMAGES.idle]);
    const archive = join(tempDirectory('images'), 'idle.tar');
    await living.docker(['save', '--output', archive, IMAGES.idle]);
    program = join(tempDirectory('program'), 'other.mjs');
    const contents = `
      import { startEngine } from './test/support/engine.ts';
      const engine = await startEngine({ name: 'other' });
      await engine.docker(['load', '--quiet', '--input', ${JSON.stringify(archive)}]);
      const network = await engine.docker(['network', 'create', 'inner']);
      await engine.docker(['run', '--detach', '--name', 'idle', '--network', 'inner', '--publish', '127.0.0.1::80', '${IMAGES.idle}']);
      const pid = await engine.docker(['inspect', '--format', '{{.State.Pid}}', 'idle']);
      const [bridge] = JSON.parse(await engine.docker(['info', '--format', '{{json .DefaultAddressPools}}']));
      console.log(JSON.stringify({ pids: [engine.pid, Number(pid)], socket: engine.socket, network, bridge }));`;
    const options = { bundle: true, platform: 'node', format: 'esm', outfile: program, logLevel: 'error' } as const;
    await build({ ...options, stdin: { contents, resolveDir: root, loader: 'ts' } });
  });

  afterAll(async () => {
    await living.stop();
  });

  async function startOther(): Promise<Other> {
    const process = spawn(globalThis.process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(createInterface(process.stdout), 'line')) as [string];
    const told = JSON.parse(line) as { pids: number[]; socket: string; network: string; bridge: { Base: string } };
    const [, slot] = told.bridge.Base.split('.');
    const bridges = [`lst${slot ?? ''}`, `br-${told.network.slice(0, 12)}`];
    const other = { process, pids: told.pids, directory: join(told.socket, '../..'), bridges };
    expect(remains(other)).toEqual({ pids: other.pids, directory: true, bridges, rules: 2, cgroups: true, slot: true });
    return other;
  }

  function remains({ pids, directory, bridges }: Other): Record<string, unknown> {
    const slot = bridges[0]?.slice('lst'.length) ?? '';
    const rules = execFileSync('/usr/sbin/iptables', ['--wait', '--list-rules', 'FORWARD'], { encoding: 'utf8' }).split('\n');
    return {
      pids: pids.filter((pid) => existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))),
      directory: existsSync(directory),
      bridges: bridges.filter((bridge) => existsSync(`/sys/class/net/${bridge}`)),
      rules: rules.filter((rule) => rule.includes(` 10.${slot}.0.0/16 `) || rule.includes(` 172.30.${slot}.0/24 `)).length,
      cgroups: readdirSync('/sys/fs/cgroup').some((name) => existsSync(`/sys/fs/cgroup/${name}/longshore-test-${slot}`)),
      slot: readdirSync(tempRoot()).includes(`longshore-test-slot-${slot}`),
    };
  }

  const nothing = { pids: [], directory: false, bridges: [], rules: 0, cgroups: false, slot: false };

  it('is ended by the next run when the first was killed, and the living run keeps its own', async () => {
    const other = await startOther();
    other.process.kill('SIGKILL');
    await once(other.process, 'exit');
    expect(remains(other)).toMatchObject({ pids: other.pids, directory: true, bridges: other.bridges });
    cleanLeftovers();
    expect(remains(other)).toEqual(nothing);
    expect(await living.docker(['inspect', '--format', '{{.State.Status}}', 'idle'])).toBe('running');
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('is ended by itself on %s', async (signal) => {
    const other = await startOther();
    other.process.kill(signal);
    expect(await once(other.process, 'exit')).toEqual([null, signal]);
    expect(remains(other)).toEqual(nothing);
  });

  it('is ended also when dockerd hangs', async () => {
    const other = await startOther();
    process.kill(other.pids[0]!, 'SIGSTOP');
    other.process.kill('SIGKILL');
    await once(other.process, 'exit');
    cleanLeftovers();
    expect(remains(other)).toEqual(nothing);
  });

  it('does not touch directories of the same kind that are nobody’s run', () => {
    const foreign = mkdtempSync(join(tempRoot(), 'longshore-test-notes-'));
    cleanLeftovers();
    expect(existsSync(foreign)).toBe(true);
    rmdirSync(foreign);
  });
});
