import { once } from 'node:events';
import type { ConsoleMessage } from '@longshore/contract/consoles';
import type { ErrorBody } from '@longshore/contract/errors';
import { messageStart, OUTPUT, RecordDecoder, recordTime } from '@longshore/contract/streams/log-records';
import WebSocket from 'ws';
import { queryString, type RestClient } from './rest-client.ts';

/** One line as a plain WebSocket of `/logs` carries it. */
export interface LogLine {
  output: number;
  source: number;
  time: string;
  text: Buffer;
}

type Control = ConsoleMessage | { type: 'error'; error: ErrorBody };

/**
 * A plain WebSocket of the REST API, as any program may open it: binary messages are bytes, text messages are JSON.
 * For logs the bytes are log records; for a terminal its bytes; for a console without one Docker's stdout/stderr frames.
 */
export class StreamClient {
  readonly messages: Control[] = [];
  readonly chunks: Buffer[] = [];
  readonly #socket: WebSocket;
  #take = (data: Buffer): void => void this.chunks.push(data);
  #watchers: (() => void)[] = [];

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data: Buffer, binary) => {
      if (binary) this.#take(data);
      else this.messages.push(JSON.parse(data.toString('utf8')) as Control);
      this.#wake();
    });
    socket.on('close', () => this.#wake());
    // A broken wire ends in `close`; a refused upgrade is told by `open`.
    socket.on('error', () => this.#wake());
  }

  /** @throws Error with the HTTP status when the server refuses the upgrade */
  static async open(client: RestClient, path: string, args: Record<string, unknown> = {}): Promise<StreamClient> {
    const url = `${client.url.replace(/^http/, 'ws')}/api/v1${path}${queryString(args)}`;
    const socket = new WebSocket(url, { headers: client.headers, perMessageDeflate: false });
    const opened = new StreamClient(socket);
    await once(socket, 'open');
    return opened;
  }

  get closed(): boolean {
    return this.#socket.readyState === WebSocket.CLOSED;
  }

  get bytes(): Buffer {
    return Buffer.concat(this.chunks);
  }

  get text(): string {
    return this.bytes.toString('utf8');
  }

  get error(): ErrorBody | undefined {
    return this.messages.find((message) => message.type === 'error')?.error;
  }

  get exitCode(): number | null | undefined {
    return this.messages.find((message) => message.type === 'exit')?.code;
  }

  /** The log lines so far; a record that is not complete yet is left out. */
  get lines(): LogLine[] {
    const decoder = new RecordDecoder();
    return this.chunks
      .flatMap((chunk) => [...decoder.push(chunk)].map((one) => ({ ...one, payload: Buffer.from(one.payload) })))
      .filter((record) => record.output !== OUTPUT.notice)
      .map((record) => ({
        output: record.output,
        source: record.source,
        time: recordTime(record),
        text: record.payload.subarray(messageStart(record)),
      }));
  }

  /** Gives each piece away as it comes instead of keeping it. */
  onBytes(take: (bytes: Buffer) => void): void {
    this.#take = take;
  }

  /** Writes to stdin. */
  write(bytes: Buffer | string): void {
    this.#socket.send(Buffer.from(bytes as string), { binary: true });
  }

  control(message: ConsoleMessage | { type: 'eof' }): void {
    this.#socket.send(JSON.stringify(message));
  }

  /** Stops reading from the network, as a program that hangs would. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  close(): void {
    this.#socket.close();
  }

  /** Waits until something is so; it is looked at after each message. */
  async until(what: () => boolean, timeoutMs = 30_000): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (!what()) {
      const left = deadline - Date.now();
      if (left <= 0)
        throw new Error(
          `It did not happen within ${timeoutMs} ms. The stream ends with: ${this.text.slice(-500)} ${JSON.stringify(this.messages.slice(-3))}`,
        );
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#watchers.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  async untilClosed(timeoutMs = 30_000): Promise<void> {
    await this.until(() => this.closed, timeoutMs);
  }

  #wake(): void {
    for (const watcher of this.#watchers.splice(0)) watcher();
  }
}
