import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFleet, type TestFleet, type TestHost } from '../support/fleet.ts';
import { RecordDecoder } from '@longshore/contract/streams/log-records';
import { StreamClient } from '../support/stream-client.ts';
import { passes } from '../support/wait.ts';

describe('consoles', () => {
  let fleet: TestFleet;
  let host: TestHost;
  const path = (container: string, what: string) => `/hosts/${host.name}/containers/${container}/${what}`;

  beforeAll(async () => {
    fleet = await startFleet({ hosts: 1 });
    host = fleet.hosts[0]!;
    await host.engine.docker(['run', '-d', '--name', 'box', 'longshore/base:1', 'sh', '-c', 'sleep 100000']);
    await passes(async () => expect((await fleet.admin.call('container.list', {}, { q: 'name:box state:running' })).total).toBe(1));
  });
  afterAll(async () => {
    await fleet.stop();
  });

  it('exec finds a shell, echoes what is typed, resizes, and tells the exit code', async () => {
    const shell = await StreamClient.open(fleet.admin, path('box', 'exec'), { cols: 100, rows: 30 });
    await shell.until(() => shell.messages.some(({ type }) => type === 'started'));
    shell.write('stty size; echo "漢字 é 🚢"\n');
    await shell.until(() => shell.text.includes('30 100') && (shell.text.match(/漢字 é 🚢/g)?.length ?? 0) >= 2);
    shell.control({ type: 'resize', cols: 133, rows: 44 });
    await passes(async () => {
      shell.write('stty size\n');
      await shell.until(() => shell.text.includes('44 133'), 1000);
    });
    shell.write('exit 7\n');
    await shell.untilClosed();
    expect(shell.exitCode).toBe(7);
  });

  it('exec takes command, user, workdir and environment', async () => {
    const run = await StreamClient.open(fleet.admin, path('box', 'exec'), {
      cmd: ['sh', '-c', 'id -u; pwd; echo "$GREETING"; echo oops >&2'],
      user: '1000',
      workdir: '/tmp',
      env: ['GREETING=hello there'],
      tty: 0,
    });
    await run.untilClosed();
    const frames = [...new RecordDecoder().push(run.bytes)].map(({ output, payload }) => ({
      output,
      text: Buffer.from(payload).toString('utf8'),
    }));
    expect(
      frames
        .filter(({ output }) => output === 1)
        .map(({ text }) => text)
        .join(''),
    ).toBe('1000\n/tmp\nhello there\n');
    expect(
      frames
        .filter(({ output }) => output === 2)
        .map(({ text }) => text)
        .join(''),
    ).toBe('oops\n');
    expect(run.exitCode).toBe(0);
  });

  it('exec passes 1 MB through stdin and back without a byte changed', async () => {
    const sent = randomBytes(1024 * 1024);
    const cat = await StreamClient.open(fleet.admin, path('box', 'exec'), { cmd: ['cat'], tty: 0 });
    await cat.until(() => cat.messages.some(({ type }) => type === 'started'));
    for (let at = 0; at < sent.length; at += 50_000) cat.write(sent.subarray(at, at + 50_000));
    cat.control({ type: 'eof' });
    await cat.untilClosed();
    const got = Buffer.concat([...new RecordDecoder().push(cat.bytes)].map(({ payload }) => Buffer.from(payload)));
    expect(createHash('sha256').update(got).digest('hex')).toBe(createHash('sha256').update(sent).digest('hex'));
  });

  it('exec takes a paste of 1 MB on a terminal, in order', async () => {
    const shell = await StreamClient.open(fleet.admin, path('box', 'exec'), {
      cmd: ['sh', '-c', 'stty raw -echo; echo ready; head -c 1048576 | md5sum'],
    });
    await shell.until(() => shell.text.includes('ready'));
    const paste = Buffer.from(Array.from({ length: 1024 * 1024 }, (_, index) => 33 + (index % 90)));
    for (let at = 0; at < paste.length; at += 60_000) shell.write(paste.subarray(at, at + 60_000));
    await shell.untilClosed(60_000);
    expect(shell.text).toContain(createHash('md5').update(paste).digest('hex'));
  });

  it('exec says so when there is nothing to run', async () => {
    const wrong = await StreamClient.open(fleet.admin, path('box', 'exec'), { cmd: ['/no/such/program'] });
    await wrong.untilClosed();
    expect(wrong.text + (wrong.error?.message ?? '')).toMatch(/no such file/i);
    await host.engine.docker(['create', '--name', 'still', 'longshore/base:1', 'sh']);
    await passes(async () => expect((await fleet.admin.call('container.list', {}, { q: 'name:still' })).total).toBe(1));
    const stopped = await StreamClient.open(fleet.admin, path('still', 'exec')).then(
      async (stream) => {
        await stream.untilClosed();
        return stream.error?.message ?? '';
      },
      (error: unknown) => String(error),
    );
    expect(stopped).toMatch(/not running|409/);
  });

  it('attach talks to the main process, detaches by keys, and warns that its end is the container’s', async () => {
    await host.engine.docker(['run', '-dit', '--name', 'main', 'longshore/base:1', 'sh']);
    await passes(async () => expect((await fleet.admin.call('container.list', {}, { q: 'name:main state:running' })).total).toBe(1));
    const attached = await StreamClient.open(fleet.admin, path('main', 'attach'));
    await attached.until(() => attached.messages.some(({ type }) => type === 'started'));
    expect(attached.messages.find(({ type }) => type === 'started')).toMatchObject({ tty: true, endsContainer: true });
    attached.write('echo "from $((20+3))"\n');
    await attached.until(() => attached.text.includes('from 23'));
    attached.write('\x10\x11');
    await attached.untilClosed();
    expect(await host.engine.docker(['inspect', '-f', '{{.State.Running}}', 'main'])).toMatch(/true/);
    const again = await StreamClient.open(fleet.admin, path('main', 'attach'));
    await again.until(() => again.messages.some(({ type }) => type === 'started'));
    again.write('exit 3\n');
    await again.untilClosed();
    await passes(async () => expect((await fleet.admin.call('container.list', {}, { q: 'name:main exit:3 state:exited' })).total).toBe(1));
  });

  it('a console ends when its link is lost, and says why', async () => {
    const shell = await StreamClient.open(fleet.admin, path('box', 'exec'));
    await shell.until(() => shell.messages.some(({ type }) => type === 'started'));
    host.wire.blip();
    await shell.untilClosed();
    expect(shell.error?.code).toBe('link_lost');
  });
});
