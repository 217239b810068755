import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { LinkLostError } from '@longshore/contract/errors';
import type { LogOpen } from '@longshore/contract/logs';
import { encodeRecord, OUTPUT } from '@longshore/contract/streams/log-records';
import { StreamMux, type MuxStream } from '@longshore/contract/streams/mux';
import { muxDuplex } from '@longshore/contract/streams/node';
import type { HostDirectory } from '../hosts/host-directory.ts';
import type { Links } from '../link/links.ts';
import { HostLog } from './host-log.ts';
import { plainText } from './log-text.ts';

const line = (nanoseconds: number, text: string) =>
  encodeRecord(OUTPUT.stdout, 0, Buffer.from(`2026-01-02T03:04:05.${String(nanoseconds).padStart(9, '0')}Z ${text}\n`));

/** The agent's end of one stream. */
function pair(): { near: MuxStream; far: MuxStream } {
  const accepted: MuxStream[] = [];
  const agent: StreamMux = new StreamMux({
    socket: { send: (frame) => server.receive(frame), bufferedAmount: 0 },
    accept: (stream) => void accepted.push(stream),
  });
  const server: StreamMux = new StreamMux({ socket: { send: (frame) => agent.receive(frame), bufferedAmount: 0 } });
  const near = server.open({});
  return { near, far: accepted[0]! };
}

function setUp(args: Partial<LogOpen> = {}) {
  const opened: { args: LogOpen; far: MuxStream }[] = [];
  const events = new EventEmitter();
  let linked = true;
  const links = Object.assign(events, { has: () => linked }) as unknown as Links;
  const directory = Object.assign(new EventEmitter(), { byId: () => ({}) });
  const left = new AbortController();
  const log = new HostLog(links, directory as unknown as HostDirectory, {
    host: { id: 'h', name: 'web', group: '', tags: [] },
    sources: 1,
    args: { follow: true, tail: 'all', stdout: true, stderr: true, ...args },
    signal: left.signal,
    open: (from) => {
      if (!linked) return Promise.reject(new LinkLostError());
      const { near, far } = pair();
      opened.push({ args: from, far });
      return Promise.resolve(muxDuplex(near));
    },
  });
  const text: string[] = [];
  const reading = (async () => {
    const toText = plainText(false);
    for await (const records of log) text.push(Buffer.from(toText(records)).toString('utf8'));
  })();
  // Each test looks at it at its end.
  reading.catch(() => undefined);
  const until = async (what: () => boolean) => {
    while (!what()) await new Promise((resolve) => setTimeout(resolve, 2));
  };
  const setLinked = (value: boolean) => {
    linked = value;
    if (value) events.emit('linked', { hostId: 'h' });
  };
  return { opened, text, reading, until, left, directory, setLinked };
}

describe('HostLog', () => {
  it('goes on behind the last whole line after a lost link, however that was cut', async () => {
    const { opened, text, reading, until, setLinked } = setUp();
    await until(() => opened.length === 1);
    const second = line(2, 'two');
    opened[0]!.far.write(Buffer.concat([line(1, 'one'), second.subarray(0, second.length - 2)]));
    await until(() => text.length === 1);
    setLinked(false);
    opened[0]!.far.reset({ code: 'link_lost', message: 'gone' });
    await new Promise((resolve) => setTimeout(resolve, 20));
    setLinked(true);
    await until(() => opened.length === 2);
    expect(opened[1]!.args.resume).toEqual([{ stdout: { last: '2026-01-02T03:04:05.000000001Z', count: 1 } }]);
    opened[1]!.far.write(second);
    opened[1]!.far.end();
    await reading;
    expect(text.join('')).toBe('one\ntwo\n');
  });

  it('does not go on when it was not to follow: half a log must not look whole', async () => {
    const { opened, reading, until } = setUp({ follow: false });
    await until(() => opened.length === 1);
    opened[0]!.far.write(line(1, 'one'));
    opened[0]!.far.reset({ code: 'link_lost', message: 'gone' });
    await expect(reading).rejects.toMatchObject({ code: 'link_lost' });
  });

  it('ends with what the agent says is wrong, and with a record that is cut off', async () => {
    const first = setUp();
    await first.until(() => first.opened.length === 1);
    first.opened[0]!.far.reset({ code: 'engine_error', message: 'no such log driver' });
    await expect(first.reading).rejects.toMatchObject({ code: 'engine_error' });

    const second = setUp({ follow: false });
    await second.until(() => second.opened.length === 1);
    second.opened[0]!.far.write(line(1, 'one').subarray(0, 20));
    second.opened[0]!.far.end();
    await expect(second.reading).rejects.toThrow(/middle of a line/);
  });

  it('stops waiting when the reader leaves or the host is removed', async () => {
    const first = setUp();
    await first.until(() => first.opened.length === 1);
    first.setLinked(false);
    first.opened[0]!.far.reset({ code: 'link_lost', message: 'gone' });
    await new Promise((resolve) => setTimeout(resolve, 10));
    first.left.abort();
    await expect(first.reading).rejects.toMatchObject({ code: 'cancelled' });

    const second = setUp();
    await second.until(() => second.opened.length === 1);
    second.setLinked(false);
    second.opened[0]!.far.reset({ code: 'link_lost', message: 'gone' });
    await new Promise((resolve) => setTimeout(resolve, 10));
    second.directory.emit('removed', { id: 'h' });
    await expect(second.reading).rejects.toMatchObject({ code: 'not_found' });
  });

  it('resets the stream when the reader leaves', async () => {
    const { opened, until, left, reading } = setUp();
    await until(() => opened.length === 1);
    let closed = false;
    opened[0]!.far.listen({ close: () => (closed = true) });
    left.abort();
    await until(() => closed);
    await expect(reading).rejects.toThrow();
  });
});
