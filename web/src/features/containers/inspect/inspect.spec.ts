import { MASKED } from '@longshore/contract/masked';
import { describe, expect, it } from 'vitest';
import { readInspectedEnv } from './read-env.ts';
import { readHealth } from './read-health.ts';
import { readLimits } from './read-limits.ts';
import { readMounts } from './read-mounts.ts';
import { readNetworks } from './read-networks.ts';
import { commandLine, readProcess } from './read-process.ts';

const anonymous = '0123456789abcdef'.repeat(4);

describe('the inspect document', () => {
  it('is read whatever is missing from it', () => {
    for (const document of [
      undefined,
      null,
      {},
      'no document',
      { State: null, Config: [], HostConfig: 3, Mounts: {}, NetworkSettings: { Networks: [] } },
    ]) {
      expect(readMounts(document)).toEqual([]);
      expect(readNetworks(document)).toEqual([]);
      expect(readInspectedEnv(document)).toEqual([]);
      expect(readHealth(document)).toBeUndefined();
      expect(readProcess(document)).toMatchObject({ command: [], error: '', pid: 0, startedAt: undefined });
      expect(readLimits(document)).toMatchObject({ memory: 0, cpus: 0, restart: 'no', capAdd: [], privileged: false });
    }
  });

  it('tells volumes without a name from those with one', () => {
    const Mounts = [
      { Type: 'volume', Name: 'data', Source: '/v/data', Destination: '/data', RW: true },
      { Type: 'volume', Name: anonymous, Source: '/v/x', Destination: '/cache', RW: true },
      { Type: 'bind', Source: '/etc/hosts', Destination: '/etc/hosts', RW: false },
    ];
    expect(readMounts({ Mounts }).map((mount) => [mount.destination, mount.anonymous, mount.writable])).toEqual([
      ['/data', false, true],
      ['/cache', true, true],
      ['/etc/hosts', false, false],
    ]);
  });

  it('tells what is masked from what is empty or holds an equals sign', () => {
    const Env = ['B=1=2', `SECRET=${MASKED}`, 'EMPTY=', 'BARE'];
    expect(readInspectedEnv({ Config: { Env } })).toEqual([
      { name: 'B', value: '1=2', masked: false },
      { name: 'BARE', value: '', masked: false },
      { name: 'EMPTY', value: '', masked: false },
      { name: 'SECRET', value: MASKED, masked: true },
    ]);
  });

  it('shows the newest probe first, with how long it took', () => {
    const probe = (second: number, ExitCode: number) => ({
      Start: `2026-01-01T00:00:0${second}Z`,
      End: `2026-01-01T00:00:0${second}.250Z`,
      ExitCode,
      Output: `at ${second}`,
    });
    const health = readHealth({
      State: { Health: { Status: 'unhealthy', FailingStreak: 2, Log: [probe(1, 0), probe(3, 1)] } },
      Config: { Healthcheck: { Test: ['CMD', 'curl', 'a b'], Interval: 30e9 } },
    });
    expect(health).toMatchObject({ status: 'unhealthy', failing: 2, command: "curl 'a b'", interval: 30 });
    expect(health?.probes.map(({ output, took, exitCode }) => [output, took, exitCode])).toEqual([
      ['at 3', 250, 1],
      ['at 1', 250, 0],
    ]);
  });

  it('takes the first year for never, and a quota for cores', () => {
    expect(readProcess({ State: { StartedAt: '0001-01-01T00:00:00Z', FinishedAt: '2026-01-01T00:00:00Z' } })).toMatchObject({
      startedAt: undefined,
      finishedAt: '2026-01-01T00:00:00Z',
    });
    expect(readLimits({ HostConfig: { NanoCpus: 1.5e9 } }).cpus).toBe(1.5);
    expect(readLimits({ HostConfig: { CpuQuota: 50_000, CpuPeriod: 100_000 } }).cpus).toBe(0.5);
    expect(readLimits({ HostConfig: { CpuQuota: -1, PidsLimit: -1 } })).toMatchObject({ cpus: 0, pids: 0 });
  });

  it('shows addresses with their prefix, and each name once', () => {
    const Networks = {
      pay: { IPAddress: '172.20.0.7', IPPrefixLen: 16, MacAddress: '02:42', Aliases: ['api', 'c1'], DNSNames: ['c1', 'abc'] },
      idle: { IPAddress: '', IPPrefixLen: 0 },
    };
    expect(readNetworks({ NetworkSettings: { Networks } })).toMatchObject([
      { name: 'idle', ipv4: '', aliases: [] },
      { name: 'pay', ipv4: '172.20.0.7/16', mac: '02:42', aliases: ['c1', 'abc', 'api'] },
    ]);
  });

  it('writes commands as one would type them', () => {
    expect(commandLine(['nginx', '-g', 'daemon off;', "it's", ''])).toBe(String.raw`nginx -g 'daemon off;' 'it'\''s' ''`);
  });
});
