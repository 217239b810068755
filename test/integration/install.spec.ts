import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChild } from '../support/child.ts';
import { ServerProcess } from '../support/server-process.ts';
import { tempDirectory } from '../support/temp.ts';

/**
 * Runs a line as root of a machine with systemd that has nothing installed yet: the folders that the installer writes to are empty
 * ones in a mount namespace of its own, and what it leaves there is copied to `OUT`.
 */
const machine = `
for folder in /opt /etc /var/lib /run; do mount -t tmpfs none "$folder"; done
mkdir -p /etc/systemd/system /run/systemd/system
status=0; sh -c "$LINE" || status=$?
for file in /etc/longshore-agent.env /etc/systemd/system/longshore-agent.service /opt/longshore-agent/longshore-agent.mjs; do
  if [ -e "$file" ]; then cp -p "$file" "$OUT"; fi
done
exit $status`;

describe('the line that installs the agent as a systemd service', () => {
  let server: ServerProcess;
  let line: string;
  let token: string;

  beforeAll(async () => {
    server = await ServerProcess.start({ dir: tempDirectory('install') });
    const made = await (await server.signIn()).call('join-token.create');
    line = made.commands.systemd;
    token = made.token;
  });
  afterAll(() => server.end());

  const run = async (text: string): Promise<{ code: number | null; output: string; out: string; calls: string }> => {
    const out = tempDirectory('installed');
    const bin = join(out, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'systemctl'), '#!/bin/sh\necho "$@" >>"$OUT/systemctl"\n');
    chmodSync(join(bin, 'systemctl'), 0o755);
    const child = await startChild({
      command: 'unshare',
      args: ['--mount', 'sh', '-c', machine],
      env: { PATH: `${bin}:${process.env.PATH ?? ''}`, OUT: out, LINE: text },
      log: join(out, 'log'),
    });
    const { code } = await child.ended;
    const calls = join(out, 'systemctl');
    return { code, output: child.output(), out, calls: existsSync(calls) ? readFileSync(calls, 'utf8') : '' };
  };

  it('puts the agent, its settings and its unit in place, and starts it', async () => {
    const { code, output, out, calls } = await run(line);
    expect([code, output]).toEqual([0, 'The agent runs; "journalctl -u longshore-agent" shows its log.\n']);
    const agent = await (await fetch(`${server.url}/agent/longshore-agent.mjs`)).text();
    expect(readFileSync(join(out, 'longshore-agent.mjs'), 'utf8')).toBe(agent);
    const settings = readFileSync(join(out, 'longshore-agent.env'), 'utf8');
    expect(settings).toBe(
      `LONGSHORE_SERVER="${server.url}"\nLONGSHORE_AGENT_DATA="/var/lib/longshore-agent"\nLONGSHORE_JOIN_TOKEN="${token}"\n`,
    );
    expect(readFileSync(join(out, 'longshore-agent.service'), 'utf8')).toContain(
      `ExecStart=${process.execPath} /opt/longshore-agent/longshore-agent.mjs\n`,
    );
    expect(calls).toBe('daemon-reload\nenable --quiet longshore-agent\nrestart longshore-agent\n');
  });

  it('installs nothing when the agent is another than the line expects', async () => {
    const { code, output, out, calls } = await run(line.replace(/--sha256 \w+/, `--sha256 ${'0'.repeat(64)}`));
    expect(code).toBe(1);
    expect(output).toContain('another checksum');
    expect(existsSync(join(out, 'longshore-agent.mjs'))).toBe(false);
    expect(calls).toBe('');
  });

  it('does not even run an installer that is another than the line expects', async () => {
    const { code, output, calls } = await run(line.replace(/echo "\w+/, `echo "${'0'.repeat(64)}`));
    expect(code).toBe(1);
    expect(output).toContain('FAILED');
    expect(calls).toBe('');
  });

  it.each([
    ["--name 'web\nEVIL=1'", 'characters'],
    [`--name 'a"b'`, 'characters'],
    ['--colour teal', 'unknown option'],
    ['--name', 'needs a value'],
  ])('refuses %j', async (extra, words) => {
    const { code, output, calls } = await run(`${line} ${extra}`);
    expect(code).toBe(1);
    expect(output).toContain(words);
    expect(calls).toBe('');
  });
});
