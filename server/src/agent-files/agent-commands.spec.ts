import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agentCommands } from './agent-commands.ts';
import { quote } from './shell.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const token = 'lsj_secret.pin';

describe('quote', () => {
  it.each(['', 'plain', "it's", '$(reboot)', '`reboot`', 'a b\tc\n"d"', '\\', '*', '!x', "'; rm -rf /; '"])(
    'gives the shell %j as one word',
    (text) => {
      expect(execFileSync('sh', ['-c', `printf %s ${quote(text)}`], { encoding: 'utf8' })).toBe(text);
    },
  );
});

describe('the lines that start an agent', () => {
  const agent = 'console.log("agent of", process.env.LONGSHORE_SERVER, "with", process.env.LONGSHORE_JOIN_TOKEN);';
  const installer = 'echo "installer $*"';
  let server: Server;
  let origin: string;
  let folder: string;

  beforeAll(async () => {
    server = createServer((request, response) => response.end(request.url === '/agent/install.sh' ? installer : agent));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    folder = mkdtempSync(join(tmpdir(), 'agent-commands-'));
  });
  afterAll(() => {
    server.close();
  });

  const commands = (agentSha256 = sha256(agent), installerSha256 = sha256(installer)) =>
    agentCommands({ server: origin, token, agentSha256, installerSha256 });

  /** Runs a line in a shell, without blocking the server above. */
  const shell = async (line: string, path = process.env.PATH): Promise<{ status: number; output: string }> => {
    const child = spawn('sh', ['-c', line], { env: { PATH: path, LONGSHORE_AGENT_DATA: folder, HOME: folder } });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text.toString()));
    const status = await new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? 1)));
    return { status, output };
  };

  it('node: fetches the agent, checks it and runs it', async () => {
    expect(await shell(commands().node)).toEqual({ status: 0, output: `agent of ${origin} with ${token}\n` });
    expect(readFileSync(join(folder, 'longshore-agent.mjs'), 'utf8')).toBe(agent);
  });

  it('node: runs nothing that has another checksum', async () => {
    const { status, output } = await shell(commands(sha256('something else')).node);
    expect(status).toBe(1);
    expect(output).toMatch(/another checksum/);
    expect(output).not.toMatch(/agent of/);
  });

  it('systemd: checks the installer before it runs it', async () => {
    const bin = mkdtempSync(join(tmpdir(), 'bin-'));
    writeFileSync(join(bin, 'sudo'), '#!/bin/sh\nexec "$@"\n');
    chmodSync(join(bin, 'sudo'), 0o755);
    const path = `${bin}:${process.env.PATH ?? ''}`;
    const { output } = await shell(commands().systemd, path);
    expect(output).toBe(`installer --server ${origin} --token ${token} --sha256 ${sha256(agent)}\n`);
    const wrong = await shell(commands(undefined, sha256('x')).systemd, path);
    expect(wrong.output).toMatch(/FAILED/);
    expect(wrong.output).not.toMatch(/installer/);
  });

  it('container: is one docker command, on the network of the host for a server on this machine alone', () => {
    const bin = mkdtempSync(join(tmpdir(), 'bin-'));
    writeFileSync(join(bin, 'docker'), `#!${process.execPath}\nconsole.log(JSON.stringify(process.argv.slice(2)))\n`);
    chmodSync(join(bin, 'docker'), 0o755);
    const run = (line: string): string[] =>
      JSON.parse(spawnSync('sh', ['-c', line], { env: { PATH: `${bin}:${process.env.PATH ?? ''}` }, encoding: 'utf8' }).stdout) as string[];
    const words = run(commands().container);
    expect(words).toEqual(
      expect.arrayContaining(['run', '--network', 'host', `LONGSHORE_SERVER=${origin}`, `LONGSHORE_JOIN_TOKEN=${token}`]),
    );
    expect(words.at(-2)).toBe('-e');
    expect(words.at(-1)).toContain(sha256(agent));
    const far = agentCommands({ server: 'https://ops.example.com', token, agentSha256: 'a', installerSha256: 'b' });
    expect(run(far.container)).not.toContain('--network');
  });
});
