import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFleet, type TestFleet, type TestHost } from '../support/fleet.ts';
import { RecordDecoder, messageStart } from '@longshore/contract/streams/log-records';
import { StreamClient } from '../support/stream-client.ts';
import { passes } from '../support/wait.ts';

const GIBI = 1024 ** 3;
const MEBI = 1024 ** 2;
const LINE = 'The quick brown fox jumps over the lazy dog and the harbour pilot waves it through, again and again.\n';

describe('a reader that stops reading for 30 s during a 1 GB log', () => {
  let fleet: TestFleet;
  let host: TestHost;

  beforeAll(async () => {
    fleet = await startFleet({ hosts: 1 });
    host = fleet.hosts[0]!;
    const lines = Math.ceil(GIBI / LINE.length);
    await host.engine.docker(['run', '-d', '--name', 'big', 'longshore/base:1', 'sh', '-c', `yes '${LINE.trim()}' | head -n ${lines}`]);
    await host.engine.docker(['run', '-d', '--name', 'shell', 'longshore/base:1', 'sleep', '100000']);
    await passes(async () => expect((await fleet.admin.call('container.list', {}, { q: 'name:big state:exited' })).total).toBe(1), {
      timeoutMs: 600_000,
    });
  }, 900_000);
  afterAll(async () => {
    await host.engine.docker(['rm', '-fv', 'big', 'shell']);
    await fleet.stop();
  });

  it('costs server and agent less than 16 MiB, holds up nobody, and then gets every byte', async () => {
    // Both have warmed up, so that what is measured is what the stalled reader costs.
    await fleet.admin.request('GET', `/hosts/${host.name}/containers/big/logs?tail=200000`);

    const hash = createHash('sha256');
    const decoder = new RecordDecoder();
    let bytes = 0;
    const stream = await StreamClient.open(fleet.admin, `/hosts/${host.name}/containers/big/logs`, {});
    const drain = () => {
      for (const chunk of stream.chunks.splice(0)) {
        for (const record of decoder.push(chunk)) {
          if (record.output !== 1) continue;
          const text = record.payload.subarray(messageStart(record));
          hash.update(text);
          bytes += text.length;
        }
      }
    };
    await stream.until(() => {
      drain();
      return bytes > 32 * MEBI;
    });
    const before = { server: fleet.server.memory, agent: host.agent.memory };
    stream.pause();
    let most = { server: 0, agent: 0 };
    const stalled = performance.now();
    while (performance.now() - stalled < 30_000) {
      await sleep(1000);
      most = { server: Math.max(most.server, fleet.server.memory), agent: Math.max(most.agent, host.agent.memory) };
      // The others go on: a console answers, and so does the list. What would wait for the reader would wait for half a minute.
      const asked = performance.now();
      const other = await StreamClient.open(fleet.admin, `/hosts/${host.name}/containers/shell/exec`, { cmd: ['echo', 'quick'], tty: 0 });
      await other.untilClosed();
      await fleet.admin.call('container.list');
      expect(performance.now() - asked).toBeLessThan(10_000);
    }
    expect((most.server - before.server) / MEBI).toBeLessThan(16);
    expect((most.agent - before.agent) / MEBI).toBeLessThan(16);
    stream.resume();
    await stream.until(() => {
      drain();
      return stream.closed;
    }, 600_000);
    drain();
    expect(stream.error).toBeUndefined();
    const lines = Math.ceil(GIBI / LINE.length);
    expect(bytes).toBe(lines * LINE.length);
    const expected = createHash('sha256');
    for (let line = 0; line < lines; line += 1) expected.update(LINE);
    expect(hash.digest('hex')).toBe(expected.digest('hex'));
  }, 1_200_000);
});
