import { encodeRecord, OUTPUT } from '@longshore/contract/streams/log-records';
import { SHARED_WINDOW } from '@longshore/contract/streams/frames';
import type { MuxStream } from '@longshore/contract/streams/mux';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ConsoleRequest, ConsoleSession } from './console.ts';
import { Streams } from './streams.ts';
import { FakeWebSocket } from './testing/fake-web-socket.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const exec: ConsoleRequest = { action: 'container.exec', host: 'h', container: 'c', args: { cmd: ['sh'], cols: 100, rows: 30 } };
function text(parts: Uint8Array[]): string {
  const decoder = new TextDecoder();
  return parts.map((part) => decoder.decode(part, { stream: true })).join('') + decoder.decode();
}
const bytesOf = (words: string) => new TextEncoder().encode(words);

/** A console whose other end is the test; `auto` draws what comes at once. */
function setUp(request = exec, { auto = true } = {}) {
  const sockets: FakeWebSocket[] = [];
  const streams = new Streams(() => {
    const socket = new FakeWebSocket();
    sockets.push(socket);
    return socket;
  });
  const shown: Uint8Array[] = [];
  const outputs: number[] = [];
  const taken: (() => void)[] = [];
  const session = new ConsoleSession({
    streams,
    request,
    screen: (bytes, done, output) => {
      shown.push(bytes);
      outputs.push(output);
      if (auto) done();
      else taken.push(done);
    },
  });
  sockets[0]!.accept();
  const far = (at = -1) => sockets.at(-1)!.accepted.at(at)!;
  const heard: { input: Uint8Array[]; messages: unknown[]; ended: boolean; closed: unknown } = { input: [], messages: [], ended: false, closed: undefined };
  const listen = (stream: MuxStream = far().stream, { consume = true } = {}) => {
    stream.listen({
      data: (bytes) => {
        heard.input.push(bytes.slice());
        if (consume) stream.consumed(bytes.length);
      },
      message: (value) => heard.messages.push(value),
      end: () => (heard.ended = true),
      close: (error) => (heard.closed = error),
    });
    return stream;
  };
  return { session, sockets, shown, outputs, taken, far, heard, listen };
}

describe('ConsoleSession', () => {
  it('opens a command, shows what it says, and tells how it ended', () => {
    const { session, shown, far, listen } = setUp();
    expect(far().request).toEqual({ action: 'container.exec', host: 'h', containers: ['c'], args: { cmd: ['sh'], cols: 100, rows: 30 } });
    const stream = listen();
    // It may speak before it says what it is.
    stream.write(bytesOf('# '));
    expect(shown).toEqual([]);
    stream.message({ type: 'started', tty: true, cmd: ['sh'] });
    expect(session.state.value).toEqual({ phase: 'open', started: { type: 'started', tty: true, cmd: ['sh'] } });
    stream.write(bytesOf('héllo'));
    expect(text(shown)).toBe('# héllo');
    stream.message({ type: 'exit', code: 3 });
    stream.end();
    expect(session.state.value).toEqual({ phase: 'ended', exitCode: 3 });
  });

  it('lets no more come than the screen has drawn', () => {
    const { shown, taken, listen } = setUp(exec, { auto: false });
    const stream = listen();
    stream.message({ type: 'started', tty: true });
    stream.interactive = true;
    stream.write(new Uint8Array(4 * SHARED_WINDOW));
    const size = () => shown.reduce((sum, { length }) => sum + length, 0);
    expect(size()).toBe(SHARED_WINDOW);
    while (taken.length > 0) taken.shift()!();
    expect(size()).toBe(4 * SHARED_WINDOW);
  });

  it('carries a paste of any size whole and in order, however slowly it is read', () => {
    const { session, heard, listen, sockets } = setUp();
    const stream = listen(undefined, { consume: false });
    stream.message({ type: 'started', tty: true });
    const paste = Array.from({ length: 90_000 }, (_, at) => `${at} 界🙂\n`).join('');
    expect(bytesOf(paste).length).toBeGreaterThan(1024 * 1024);
    session.write(paste);
    session.write('the end');
    for (let read = 0; read < bytesOf(paste).length; ) {
      const there = heard.input.reduce((sum, { length }) => sum + length, 0);
      expect(there - read).toBeLessThanOrEqual(SHARED_WINDOW);
      stream.consumed(there - read);
      read = there;
    }
    expect(text(heard.input)).toBe(`${paste}the end`);
    expect(sockets).toHaveLength(1);
  });

  it('takes apart the outputs of a program without a terminal, wherever its frames are cut', () => {
    const said = fc.array(fc.record({ output: fc.constantFrom(OUTPUT.stdout, OUTPUT.stderr), words: fc.string({ maxLength: 20 }) }), { maxLength: 8 });
    fc.assert(
      fc.property(said, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (records, sizes) => {
        const { shown, outputs, listen } = setUp();
        const stream = listen();
        stream.message({ type: 'started', tty: false });
        const all = Uint8Array.from(records.flatMap(({ output, words }) => [...encodeRecord(output, 0, bytesOf(words))]));
        for (let at = 0, turn = 0; at < all.length; turn += 1) {
          const size = sizes[turn % sizes.length]!;
          stream.write(all.slice(at, at + size));
          at += size;
        }
        expect(shown.map((part, at) => [outputs[at], text([part])])).toEqual(records.map(({ output, words }) => [output, words]));
      }),
      { numRuns: 50 },
    );
  });

  it('fails when the frames are none', () => {
    const { session, heard, listen } = setUp();
    const stream = listen();
    stream.message({ type: 'started', tty: false });
    stream.write(new Uint8Array(16).fill(9));
    expect(session.state.value).toMatchObject({ phase: 'failed', problem: { code: 'internal' } });
    expect(heard.closed).toMatchObject({ code: 'internal' });
  });

  it('tells the size of the terminal, each once, and opens with the last', () => {
    const { session, heard, far, listen, sockets } = setUp();
    listen();
    session.resize(120, 40);
    session.resize(120, 40);
    session.resize(0.2, 5000);
    expect(heard.messages).toEqual([
      { type: 'resize', cols: 120, rows: 40 },
      { type: 'resize', cols: 1, rows: 1000 },
    ]);
    sockets[0]!.drop();
    session.open();
    sockets[1]!.accept();
    expect(far().request).toMatchObject({ args: { cols: 1, rows: 1000 } });
  });

  it('can be opened anew when it was lost, and drops what is typed meanwhile', () => {
    const { session, sockets, shown, heard, listen } = setUp();
    listen().message({ type: 'started', tty: true });
    sockets[0]!.drop();
    expect(session.state.value).toMatchObject({ phase: 'lost', problem: { code: 'link_lost' } });
    session.write('rm -rf /\n');
    session.open();
    expect(session.state.value).toEqual({ phase: 'connecting' });
    sockets[1]!.accept();
    const stream = listen();
    stream.message({ type: 'started', tty: true });
    stream.write(bytesOf('again'));
    session.write('ls\n');
    expect(text(shown)).toBe('again');
    expect(text(heard.input)).toBe('ls\n');
  });

  it('says why it cannot be opened', () => {
    const { session, far } = setUp();
    far().stream.reset({ code: 'forbidden', message: 'container.exec is not granted to you.' });
    expect(session.state.value).toMatchObject({ phase: 'failed', problem: { code: 'forbidden' } });
  });

  it('ends its input only behind what was typed', () => {
    const { session, heard, listen } = setUp();
    const stream = listen(undefined, { consume: false });
    stream.message({ type: 'started', tty: false });
    session.write('x'.repeat(2 * SHARED_WINDOW));
    session.endInput();
    expect(heard.ended).toBe(false);
    stream.consumed(SHARED_WINDOW);
    expect(heard.ended).toBe(true);
    expect(heard.input.reduce((sum, { length }) => sum + length, 0)).toBe(2 * SHARED_WINDOW);
  });

  it('passes binary input on as it is, and hangs up when it is closed', () => {
    const { session, heard, listen } = setUp();
    listen().message({ type: 'started', tty: true });
    session.writeBinary('\x00\xff\x80');
    expect(heard.input).toEqual([new Uint8Array([0, 255, 128])]);
    session.close();
    expect(heard.closed).toMatchObject({ code: 'cancelled' });
    expect(session.state.value).toEqual({ phase: 'ended', exitCode: null });
    session.write('x');
  });
});
