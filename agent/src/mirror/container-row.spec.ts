import { ContainerRow } from '@longshore/contract/containers';
import { describe, expect, it } from 'vitest';
import { inspectDocument } from '../../test-support/fake-engine.ts';
import { InspectDocument } from '../engine/documents.ts';
import { EngineNonsenseError } from '../engine/errors.ts';
import { rowOf } from './container-row.ts';

const row = (state: string, extra: Record<string, unknown> = {}) => rowOf(InspectDocument.parse(inspectDocument('a', state, extra)));
const stateWith = (given: Record<string, unknown>) => ({ State: { ...(inspectDocument('a', 'exited').State as object), ...given } });

describe('rowOf', () => {
  it('makes rows that the contract takes, and omits what is not so', () => {
    expect(ContainerRow.parse(row('running'))).toEqual({
      id: 'a',
      name: 'name-a',
      image: 'base',
      imageId: 'sha256:1',
      command: 'sleep 1000',
      created: 1767225600,
      state: 'running',
      restarts: 0,
      started: 1767225601,
      ports: [],
      networks: ['bridge'],
      labels: {},
      tty: false,
    });
  });

  it('tells how the last run ended only once it ended', () => {
    expect(row('exited')).toMatchObject({ state: 'exited', exitCode: 3, finished: 1767225602.25 });
    expect(row('restarting')).toMatchObject({ state: 'restarting', exitCode: 3 });
    expect(row('running', stateWith({ Status: 'running' }))).not.toHaveProperty('exitCode');
    expect(
      row('created', stateWith({ Status: 'created', StartedAt: '0001-01-01T00:00:00Z', FinishedAt: '0001-01-01T00:00:00Z' })),
    ).not.toHaveProperty('exitCode');
  });

  it('tells health only of what is alive', () => {
    const sick = { Health: { Status: 'unhealthy' } };
    expect(row('running', stateWith({ Status: 'running', ...sick })).health).toBe('unhealthy');
    expect(row('exited', stateWith(sick))).not.toHaveProperty('health');
    expect(row('running', stateWith({ Status: 'running', Health: { Status: 'none' } }))).not.toHaveProperty('health');
  });

  it('lists published and exposed ports in order', () => {
    const Ports = {
      '443/tcp': null,
      '80/tcp': [
        { HostIp: '0.0.0.0', HostPort: '8080' },
        { HostIp: '::', HostPort: '8080' },
      ],
      '53/udp': [],
    };
    expect(row('running', { NetworkSettings: { Ports, Networks: null } })).toMatchObject({
      ports: [
        { container: 53, protocol: 'udp' },
        { container: 80, protocol: 'tcp', host: 8080, ip: '0.0.0.0' },
        { container: 80, protocol: 'tcp', host: 8080, ip: '::' },
        { container: 443, protocol: 'tcp' },
      ],
      networks: [],
    });
  });

  it('tells of memory and of removal when they matter', () => {
    expect(row('exited', { ...stateWith({ OOMKilled: true }), HostConfig: { AutoRemove: true } })).toMatchObject({
      oomKilled: true,
      autoRemove: true,
    });
  });

  it('does not guess at a state it does not know', () => {
    expect(() => row('levitating')).toThrow(EngineNonsenseError);
  });
});
