import { describe, expect, it } from 'vitest';
import { inspectDocument } from '../test-support/fake-engine.ts';
import { InspectDocument } from './engine/documents.ts';
import { Probes } from './probes.ts';

const event = (Action: string, execID: string) => ({
  Type: 'container',
  Action,
  Actor: { ID: 'a', Attributes: { execID } },
  time: 0,
  timeNano: '0',
  text: '',
});
const learn = (probes: Probes, Test: string[]) =>
  probes.learn(InspectDocument.parse(inspectDocument('a', 'running', { Config: { Image: 'i', Healthcheck: { Test } } })));

describe('Probes', () => {
  it.each([
    [['CMD-SHELL', 'curl -f http://localhost'], 'exec_create: /bin/sh -c curl -f http://localhost'],
    [['CMD', 'probe', '-x'], 'exec_create: probe -x'],
  ])('knows the events of %j', (test, action) => {
    const probes = new Probes();
    learn(probes, test);
    expect([action, 'exec_start: x', 'exec_die', 'exec_die'].map((one) => probes.isProbe(event(one, 'e1')))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  it('lets the commands of people through', () => {
    const probes = new Probes();
    learn(probes, ['CMD-SHELL', 'curl']);
    expect(['exec_create: sh', 'exec_start: sh', 'exec_die', 'start'].map((one) => probes.isProbe(event(one, 'e2')))).toEqual([
      false,
      false,
      false,
      false,
    ]);
    learn(probes, ['NONE']);
    expect(probes.isProbe(event('exec_create: sh -c curl', 'e3'))).toBe(false);
  });
});
