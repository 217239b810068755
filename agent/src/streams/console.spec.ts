import { once } from 'node:events';
import { createServer, connect, type Socket } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConflictError } from '@longshore/contract/errors';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { until } from '../../test-support/fake-engine.ts';
import { openPair, type FarEnd } from '../../test-support/mux-pair.ts';
import { eventually, serveConsole, type OpenConsole } from './console.ts';

const log = pino({ level: 'silent' });

describe('serveConsole', () => {
  let folder: string;
  /** The program's end of the connection. */
  let program: Socket;
  const server = createServer({ allowHalfOpen: true }, (socket) => (program = socket));

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'agent-console-'));
    server.listen(join(folder, 's'));
    await once(server, 'listening');
  });
  afterEach(async () => {
    program.destroy();
    server.close();
    await once(server, 'close');
    rmSync(folder, { recursive: true });
  });

  async function start(more: Partial<OpenConsole> = {}): Promise<FarEnd> {
    const accepted = once(server, 'connection');
    const socket = connect(join(folder, 's'));
    await accepted;
    const console: OpenConsole = {
      socket,
      started: { type: 'started', tty: true, cmd: ['sh'] },
      resize: undefined,
      exitCode: () => Promise.resolve(7),
      ...more,
    };
    return openPair((stream) => void serveConsole(stream, () => Promise.resolve(console), log));
  }

  it('carries bytes both ways, and tells the exit after the last of them', async () => {
    const far = await start();
    const typed: Buffer[] = [];
    program.on('data', (bytes: Buffer) => typed.push(bytes));
    const paste = Buffer.alloc(1_000_000, 'päste');
    far.stream.write(paste);
    await until(() => Buffer.concat(typed).equals(paste));
    const output = Buffer.alloc(3_000_000, 'o');
    program.end(output);
    await until(() => far.closed !== undefined);
    expect(far.bytes.equals(output)).toBe(true);
    expect(far.messages).toEqual([
      { type: 'started', tty: true, cmd: ['sh'] },
      { type: 'exit', code: 7 },
    ]);
    expect(far.closed).toBeNull();
  });

  it('tells the exit only after what waits for room', async () => {
    const far = await start();
    far.stopReading();
    program.end(Buffer.alloc(2_000_000, 'o'));
    await until(() => far.bytes.length >= 256 * 1024);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(far.messages).toHaveLength(1);
    far.readOn();
    await until(() => far.closed !== undefined);
    expect([far.bytes.length, far.messages.length]).toEqual([2_000_000, 2]);
  });

  it('closes the input of the program when the far end has typed all, and lets it answer', async () => {
    const far = await start();
    program.on('data', () => undefined);
    program.on('end', () => program.end('bye'));
    far.stream.end();
    await until(() => far.closed !== undefined);
    expect(far.bytes.toString()).toBe('bye');
  });

  it('makes the terminal the last of the sizes that were wished for', async () => {
    const sizes: number[] = [];
    const resize = vi.fn(async ({ cols }: { cols: number }) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      sizes.push(cols);
      if (cols === 10) throw new ConflictError('not yet');
    });
    const far = await start({ resize });
    await until(() => far.messages.length === 1);
    for (const cols of [10, 20, 30]) far.stream.message({ type: 'resize', cols, rows: 5 });
    far.stream.message({ type: 'resize', cols: -1, rows: 5 });
    far.stream.message('nonsense');
    await until(() => sizes.at(-1) === 30);
    expect(sizes.length).toBeLessThanOrEqual(3);
  });

  it('lets the program go when the far end goes', async () => {
    const far = await start();
    await until(() => far.messages.length === 1);
    const gone = once(program, 'close');
    program.resume();
    far.stream.reset({ code: 'cancelled', message: 'bye' });
    await until(() => program.readableEnded);
    program.end();
    await gone;
  });

  it('does not leave a program behind that was started too late', async () => {
    let opened: (console: OpenConsole) => void = () => undefined;
    const far = openPair((stream) => void serveConsole(stream, () => new Promise((resolve) => (opened = resolve)), log));
    await until(() => opened.length > 0 || opened.toString() !== '() => undefined');
    far.stream.reset({ code: 'cancelled', message: 'bye' });
    await new Promise((resolve) => setTimeout(resolve, 20));
    const accepted = once(server, 'connection');
    const socket = connect(join(folder, 's'));
    await accepted;
    opened({ socket, started: { type: 'started', tty: true }, resize: undefined, exitCode: () => Promise.resolve(null) });
    await until(() => socket.destroyed);
  });

  it('keeps the words of an engine that refuses', async () => {
    const accepted = once(server, 'connection');
    connect(join(folder, 's'));
    await accepted;
    const far = openPair(
      (stream) => void serveConsole(stream, () => Promise.reject(new ConflictError('is not running', { hint: 'Start it first.' })), log),
    );
    await until(() => far.closed !== undefined);
    expect(far.closed).toEqual({ code: 'conflict', message: 'is not running', hint: 'Start it first.' });
  });
});

describe('eventually', () => {
  it('asks again until there is an answer, and not for ever', async () => {
    const answers = [null, null, 5];
    await expect(eventually(() => Promise.resolve(answers.shift() ?? null))).resolves.toBe(5);
    vi.useFakeTimers();
    const asked = eventually(() => Promise.resolve(null));
    await vi.advanceTimersByTimeAsync(10_000);
    await expect(asked).resolves.toBeNull();
    vi.useRealTimers();
  });
});
