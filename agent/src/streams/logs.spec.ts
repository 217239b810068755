import { LogNotice, LogOpen } from '@longshore/contract/logs';
import { messageStart, OUTPUT, RecordDecoder, recordTime } from '@longshore/contract/streams/log-records';
import fc from 'fast-check';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeEngine, inspectDocument, json, until } from '../../test-support/fake-engine.ts';
import { FakeLog } from '../../test-support/fake-log.ts';
import { openPair, type FarEnd } from '../../test-support/mux-pair.ts';
import { Engine } from '../engine/engine.ts';
import { EngineHealth } from '../mirror/engine-health.ts';
import { Mirror } from '../mirror/mirror.ts';
import { Refresher } from '../mirror/refresher.ts';
import { Probes } from '../probes.ts';
import { serveLogs } from './logs.ts';
import type { LogEngine } from './logs/source.ts';

const info = {
  version: '1',
  apiVersion: '1.41',
  os: '',
  kernel: '',
  arch: '',
  cpus: 1,
  memory: 1,
  storageDriver: '',
  rootDir: '',
  loggingDriver: '',
  cgroupVersion: '1',
  plugins: {},
  swarm: '',
  rootless: false,
  counts: { images: 0, volumes: 0, networks: 0 },
  warnings: [],
};

describe('serveLogs', () => {
  let fake: FakeEngine;
  let parts: LogEngine;
  let refresher: Refresher;

  beforeEach(async () => {
    fake = new FakeEngine();
    await fake.start();
    const engine = new Engine(fake.address);
    const mirror = new Mirror();
    const health = new EngineHealth();
    health.setOk(info);
    refresher = new Refresher(engine.containers, mirror, new Probes());
    parts = { engine, mirror, refresher, health };
  });
  afterEach(() => fake.stop());

  function container(id: string, state = 'running', { tty = false } = {}): FakeLog {
    fake.containers.set(id, inspectDocument(id, state, { Config: { Image: 'i', Tty: tty } }));
    return new FakeLog(fake, id, { tty });
  }

  const open = (containers: string[], args: Record<string, unknown> = {}): FarEnd =>
    openPair((stream) => serveLogs(parts, pino({ level: 'silent' }), stream, containers, LogOpen.parse(args)));

  /** What a reader makes of the bytes: lines as `source output time text`, and notices as `source type`. */
  function told(far: FarEnd): string[] {
    return [...new RecordDecoder().push(far.bytes)].map((record) => {
      const text = Buffer.from(record.payload.subarray(messageStart(record))).toString();
      if (record.output === OUTPUT.notice) return `${record.source} ${LogNotice.parse(JSON.parse(text)).type}`;
      return `${record.source} ${record.output} ${recordTime(record)} ${text}`;
    });
  }
  const lines = (far: FarEnd) => told(far).filter((line) => /^\d+ [12] /.test(line));
  const notices = (far: FarEnd) => told(far).filter((line) => !/^\d+ [12] /.test(line));
  const all = (log: FakeLog, source = 0) => log.lines.map(({ output, time, text }) => `${source} ${output} ${time} ${text}`);

  it('tells a log once, and ends', async () => {
    const log = container('a', 'exited');
    for (const text of ['one\n', 'ünï\n', 'no end']) log.write(text, text === 'ünï\n' ? 2 : 1);
    const far = open(['a']);
    await until(() => far.closed !== undefined);
    expect(told(far)).toEqual([...all(log), '0 ended']);
    expect(far.closed).toBeNull();
  });

  it('asks the engine for what was asked for', async () => {
    const log = container('a', 'exited');
    const far = open(['a'], { tail: 5, since: '100.5', until: '1970-01-02', stdout: false });
    await until(() => far.closed !== undefined);
    expect(Object.fromEntries(log.asked[0] ?? [])).toEqual({
      follow: 'false',
      since: '100.500000000',
      until: '86400.000000000',
      stderr: 'true',
      stdout: 'false',
      tail: '5',
      timestamps: 'true',
    });
  });

  it('follows without gap or repeat from the history on', async () => {
    const log = container('a');
    for (let count = 0; count < 3000; count += 1) log.write(`line ${count}\n`, 1 + (count % 2), count % 3);
    const far = open(['a'], { follow: true });
    await until(() => log.followers === 1);
    log.write('more\n');
    await until(() => lines(far).length === 3001);
    expect(lines(far)).toEqual(all(log));
    expect(notices(far)).toEqual(['0 live']);
    expect(log.asked.map((query) => query.get('tail'))).toEqual(['all', '1000']);
  });

  it('looks further back when the end of the log does not reach to where it was', async () => {
    const log = container('a');
    log.write('first\n');
    for (let count = 0; count < 20_000; count += 1) log.write(`line ${count}\n`);
    const resume = [{ stdout: { last: log.lines[3000]?.time, count: 1 }, from: log.lines[0]?.time }];
    const far = open(['a'], { resume });
    await until(() => far.closed !== undefined);
    expect(lines(far)).toEqual(all(log).slice(3001));
    expect(log.asked.map((query) => query.get('tail'))).toEqual(['1000', '16000', '256000']);

    // What it knew was rotated away: all that is left is new.
    const rotated = open(['a'], { resume: [{ stdout: { last: '2025-01-01T00:00:00.000000000Z', count: 1 } }] });
    await until(() => rotated.closed !== undefined);
    expect(lines(rotated)).toEqual(all(log));
    expect(log.asked.slice(3).map((query) => query.get('since'))).toEqual([null, null, null, '1735689600.000000000']);
  });

  it('misses and repeats nothing wherever the engine breaks off', async () => {
    const log = container('a');
    for (let count = 0; count < 200; count += 1) log.write(`line ${count}\n`, 1 + (count % 2), count % 3 === 0 ? 0 : 1);
    let goneUntil = 0;
    fake.replies.set('GET /containers/a/json', (request, response) => {
      if (Date.now() < goneUntil) request.socket.destroy();
      else json(response, 200, fake.containers.get('a'));
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(10_000), { maxLength: 4 }), async (cuts) => {
        // An engine that dies in the midst of an answer is not there for a while.
        log.cuts = cuts.map((after) => ({ after, then: () => (goneUntil = Date.now() + 50) }));
        const far = open(['a']);
        await until(() => far.closed !== undefined);
        expect(lines(far)).toEqual(all(log));
      }),
      { numRuns: 8 },
    );
  }, 30_000);

  it('goes on when the container stops and starts again, and ends when it is removed', async () => {
    const log = container('a');
    log.write('one\n');
    const far = open(['a'], { follow: true });
    await until(() => log.followers === 1);
    log.write('two\n');
    fake.containers.set('a', inspectDocument('a', 'exited'));
    log.lines.push({ output: 1, time: '2026-01-01T00:00:00.000000009Z', text: 'last words\n' });
    log.endFollowers();
    await until(() => notices(far).includes('0 stopped'));
    fake.containers.set('a', inspectDocument('a', 'running', { State: { Status: 'running', StartedAt: '2026-02-01T00:00:00Z' } }));
    await refresher.refresh('a');
    await until(() => log.followers === 1);
    log.write('three\n', 1, 100);
    await until(() => lines(far).length === 4);
    fake.containers.delete('a');
    log.endFollowers();
    await until(() => far.closed !== undefined);
    expect(told(far).map((line) => line.replace(/^0 (?:1 \S+ )?/, '').trim())).toEqual([
      'one',
      'live',
      'two',
      'last words',
      'stopped',
      'started',
      'three',
      'ended',
    ]);
  });

  it('waits for an engine that is away, and goes on where it was', async () => {
    const log = container('a');
    log.write('one\n');
    const far = open(['a'], { follow: true });
    await until(() => log.followers === 1);
    parts.health.setUnreachable(new Error('gone'));
    await until(() => log.followers === 0);
    log.write('meanwhile\n');
    parts.health.setOk(info);
    await until(() => lines(far).length === 2);
    expect(lines(far)).toEqual(all(log));
    expect(notices(far)).toEqual(['0 live']);
  });

  it('merges the histories of several containers in the order of time', async () => {
    const [a, b] = [container('a', 'exited'), container('b', 'exited', { tty: true })];
    for (let count = 0; count < 3000; count += 1) {
      a.write(`a ${count}\n`, 1, 1 + ((count * 7) % 5));
      b.write(`b ${count}\n`, 1, 1 + ((count * 11) % 5));
    }
    const far = open(['a', 'b', 'gone']);
    await until(() => far.closed !== undefined);
    const merged = lines(far);
    const times = merged.map((line) => line.split(' ')[2] ?? '');
    expect(times).toEqual([...times].sort());
    expect(merged.filter((line) => line.startsWith('0'))).toEqual(all(a));
    expect(merged.filter((line) => line.startsWith('1'))).toEqual(all(b, 1));
    expect(notices(far).sort()).toEqual(['0 ended', '1 ended', '2 ended', '2 error']);
  });

  it('tells a terminal as records, the unfinished last line included', async () => {
    const log = container('a', 'exited', { tty: true });
    for (const text of ['$ ls\r\n', 'a'.repeat(16_384), 'rest\r\n', '$ ']) log.write(text);
    const far = open(['a']);
    await until(() => far.closed !== undefined);
    expect(lines(far)).toEqual(all(log));
  });

  it('stops reading from the engine while nobody takes the bytes, and then gives every one', async () => {
    const log = container('a', 'exited');
    for (let count = 0; count < 400; count += 1) log.write(`${'x'.repeat(16_000)} ${count}\n`);
    const far = open(['a']);
    far.stopReading();
    await until(() => far.bytes.length >= 1024 * 1024);
    const held = far.bytes.length;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(far.bytes.length).toBe(held);
    far.readOn();
    await until(() => far.closed !== undefined);
    expect(lines(far)).toEqual(all(log));
  });

  it('keeps the words of an engine that refuses', async () => {
    container('a');
    fake.replies.set('GET /containers/a/logs', (_request, response) =>
      json(response, 501, { message: 'configured logging driver does not support reading' }),
    );
    const far = open(['a'], { follow: true });
    await until(() => far.closed !== undefined);
    expect(far.closed).toMatchObject({
      code: 'engine_error',
      message: 'configured logging driver does not support reading',
      hint: expect.any(String),
    });
    const missing = open(['nobody']);
    await until(() => missing.closed !== undefined);
    expect(missing.closed).toMatchObject({ code: 'not_found' });
  });

  it('tells of broken frames, tries again, and gives up', async () => {
    container('a');
    fake.replies.set('GET /containers/a/logs', (_request, response) => void response.end('this is no frame at all'));
    const far = open(['a'], { follow: true, tail: 0 });
    await until(() => far.closed !== undefined);
    expect(notices(far)).toEqual(['0 live', '0 error', '0 error']);
    expect(far.closed).toMatchObject({ code: 'engine_error' });
  });

  it('tells with tail=0 all that comes after it was opened, also of a container that is yet to start', async () => {
    const log = container('a', 'exited');
    log.write('old\n');
    const far = open(['a'], { follow: true, tail: 0 });
    await until(() => notices(far).length === 1);
    log.lines.push({ output: 1, time: '2099-01-01T00:00:00.000000001Z', text: 'first words\n' });
    fake.containers.set('a', inspectDocument('a', 'running', { State: { Status: 'running', StartedAt: '2026-02-01T00:00:00Z' } }));
    await refresher.refresh('a');
    await until(() => lines(far).length === 1);
    expect(told(far).map((line) => line.replace(/^0 (?:1 \S+ )?/, '').trim())).toEqual(['live', 'started', 'first words']);
    far.stream.reset({ code: 'cancelled', message: 'bye' });
    await until(() => log.followers === 0);
  });

  it('lets the engine go when nobody reads any more', async () => {
    const log = container('a');
    const far = open(['a'], { follow: true, tail: 0 });
    await until(() => log.followers === 1);
    expect(log.asked.map((query) => query.get('tail'))).toEqual(['0']);
    far.stream.reset({ code: 'cancelled', message: 'bye' });
    await until(() => log.followers === 0);
  });

  it('refuses a position that is none', () => {
    expect(() => open(['a'], { resume: [{ stdout: { last: 'yesterday', count: 1 } }] })).not.toThrow();
    const far = open(['a'], { resume: [{ stdout: { last: 'yesterday', count: 1 } }] });
    return until(() => far.closed?.code === 'invalid');
  });
});
