import type { Socket } from 'node:net';
import { ConsoleMessage } from '@longshore/contract/consoles';
import { CodedError, toErrorBody } from '@longshore/contract/errors';
import type { MuxStream } from '@longshore/contract/streams/mux';
import type { Log } from '../log.ts';

export interface Size {
  cols: number;
  rows: number;
}

/** A program in a container with its streams open. */
export interface OpenConsole {
  socket: Socket;
  started: Extract<ConsoleMessage, { type: 'started' }>;
  /** Only with a terminal. */
  resize: ((size: Size) => Promise<void>) | undefined;
  /** Asked when its output is over; null when nobody knows, or it runs on. */
  exitCode: () => Promise<number | null>;
}

/**
 * Joins a stream with a program in a container: bytes both ways with back-pressure, sizes one way, its exit the other.
 * What the far end typed before the program was there waits for it.
 */
export async function serveConsole(stream: MuxStream, open: () => Promise<OpenConsole>, log: Log): Promise<void> {
  try {
    const console = await open();
    if (stream.closed) console.socket.destroy();
    else new ConsoleBridge(stream, console, log).run();
  } catch (error) {
    if (!(error instanceof CodedError)) log.error({ err: error }, 'a console could not be opened');
    stream.reset(toErrorBody(error));
  }
}

class ConsoleBridge {
  readonly #stream: MuxStream;
  readonly #console: OpenConsole;
  readonly #log: Log;
  #wantedSize: Size | undefined;
  #resizing = false;
  #drained: (() => void) | undefined;

  constructor(stream: MuxStream, console: OpenConsole, log: Log) {
    this.#stream = stream;
    this.#console = console;
    this.#log = log;
  }

  run(): void {
    const { socket, started } = this.#console;
    const stream = this.#stream;
    stream.message(started);
    socket.setNoDelay(true);
    socket.on('data', (bytes: Buffer) => {
      if (!stream.write(bytes)) socket.pause();
    });
    // A console whose connection breaks is over like one that ended: `close` follows.
    socket.on('error', (error) => this.#log.debug({ err: error }, 'the connection of a console broke'));
    socket.on('close', () => void this.#finish());
    stream.listen({
      data: (bytes) => {
        if (socket.writable) socket.write(bytes, () => stream.consumed(bytes.length));
        else stream.consumed(bytes.length);
      },
      end: () => socket.end(),
      drain: () => {
        socket.resume();
        this.#drained?.();
      },
      message: (value) => this.#obey(value),
      close: () => {
        socket.destroy();
        this.#drained?.();
      },
    });
  }

  #obey(value: unknown): void {
    const message = ConsoleMessage.safeParse(value);
    if (message.success && message.data.type === 'resize') {
      this.#wantedSize = message.data;
      void this.#resize();
    }
  }

  /** One at a time, and only the latest of those that wait. */
  async #resize(): Promise<void> {
    const { resize } = this.#console;
    if (this.#resizing || resize === undefined) return;
    this.#resizing = true;
    for (let size = this.#wantedSize; size !== undefined; size = this.#wantedSize) {
      this.#wantedSize = undefined;
      try {
        await resize(size);
      } catch (error) {
        // The program may have ended just now, which its exit tells.
        this.#log.debug({ err: error }, 'a terminal could not be resized');
      }
    }
    this.#resizing = false;
  }

  async #finish(): Promise<void> {
    const stream = this.#stream;
    if (stream.closed) return;
    let code: number | null = null;
    try {
      code = await this.#console.exitCode();
    } catch (error) {
      this.#log.debug({ err: error }, 'the exit code of a console is not known');
    }
    // Messages overtake bytes that wait for room; an exit is told after all that was said before it.
    while (stream.waiting > 0) await new Promise<void>((resolve) => (this.#drained = resolve));
    stream.message({ type: 'exit', code } satisfies ConsoleMessage);
    stream.end();
  }
}

/** Asks again for a short while, since the end of the output is seen before the engine has noted the end of the program. */
export async function eventually<T>(ask: () => Promise<T | null>): Promise<T | null> {
  for (let wait = 10; wait <= 640; wait *= 2) {
    const answer = await ask();
    if (answer !== null) return answer;
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
  return ask();
}
