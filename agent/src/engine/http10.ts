import { connect, type Socket } from 'node:net';
import { netOptions, type EngineAddress } from './address.ts';
import { connectionError, EngineLostError, EngineNonsenseError, refusal } from './errors.ts';
import { abortReason } from './deadline.ts';

/** An answer whose body comes as raw bytes, read in as large portions as the engine's writing allows. */
export interface RawAnswer {
  pause(): void;
  resume(): void;
  /** Ends it; `closed` then resolves. */
  destroy(): void;
  /** Resolves when the body is over. @throws EngineLostError when the connection broke */
  readonly closed: Promise<void>;
}

const READ_BUFFER = 64 * 1024;
const MAX_HEAD = 64 * 1024;
/** A read that comes within so many milliseconds after another belongs to a burst. */
const BURST_MS = 4;
/** A read of at least this much found the socket full: no need to wait for more. */
const FULL_READ = 48 * 1024;
/** How long a burst is left to collect: as short as timers can be. */
const COLLECT_MS = 1;

/**
 * A GET in HTTP/1.0, for long bodies of small writes such as logs. In HTTP/1.1 the engine makes each message a chunk of its own,
 * which costs node's parser a callback each; in 1.0 the body is the bytes themselves, ended by the close of the connection.
 * Reads within a burst are a millisecond apart, so that they find many messages instead of one: that halves the time
 * and takes a quarter of the CPU. `data` gets a buffer that is used again after it returns; it may be changed in place.
 */
export function rawGet(address: EngineAddress, path: string, signal: AbortSignal, data: (bytes: Buffer) => void): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(abortReason(signal));
      return;
    }
    new RawGet(address, path, signal, data, resolve, reject);
  });
}

class RawGet implements RawAnswer {
  readonly closed: Promise<void>;
  readonly #socket: Socket;
  readonly #data: (bytes: Buffer) => void;
  #head: Buffer | undefined = Buffer.alloc(0);
  #refusal: number | undefined;
  #refused = '';
  #opened: (answer: RawAnswer) => void;
  #paused = false;
  #collecting: NodeJS.Timeout | undefined;
  #lastRead = 0;

  constructor(
    address: EngineAddress,
    path: string,
    signal: AbortSignal,
    data: (bytes: Buffer) => void,
    opened: (answer: RawAnswer) => void,
    failed: (error: unknown) => void,
  ) {
    this.#data = data;
    this.#opened = opened;
    this.#socket = connect({
      ...netOptions(address),
      onread: { buffer: Buffer.allocUnsafeSlow(READ_BUFFER), callback: (bytes, buffer) => this.#read(buffer.subarray(0, bytes) as Buffer) },
    });
    const abort = () => this.#socket.destroy(abortReason(signal));
    signal.addEventListener('abort', abort, { once: true });
    this.closed = new Promise((resolve, reject) => {
      let failure: Error | undefined;
      this.#socket.on('error', (error) => {
        failure = connectionError(error, address);
      });
      this.#socket.on('close', () => {
        clearTimeout(this.#collecting);
        signal.removeEventListener('abort', abort);
        if (failure === undefined && this.#refusal !== undefined) failure = refusal(this.#refusal, this.#refused);
        if (failure === undefined && this.#head !== undefined) failure = new EngineLostError();
        if (failure === undefined) resolve();
        else {
          failed(failure);
          reject(failure);
        }
      });
    });
    // Whoever opened it hears of a failure by `failed` or by waiting for `closed`; both are not always waited for.
    this.closed.catch(() => undefined);
    this.#socket.write(`GET ${path} HTTP/1.0\r\nHost: docker\r\n\r\n`);
  }

  pause(): void {
    this.#paused = true;
    this.#socket.pause();
  }

  resume(): void {
    this.#paused = false;
    if (this.#collecting === undefined) this.#socket.resume();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #read(bytes: Buffer): boolean {
    if (this.#head !== undefined) this.#readHead(bytes);
    else if (this.#refusal !== undefined) this.#readRefusal(bytes);
    else this.#data(bytes);
    return this.#goOn(bytes.length);
  }

  /** Whether to read on at once. */
  #goOn(bytes: number): boolean {
    if (this.#paused || this.#socket.destroyed) return false;
    const now = performance.now();
    const burst = now - this.#lastRead < BURST_MS;
    this.#lastRead = now;
    if (!burst || bytes >= FULL_READ) return true;
    this.#socket.pause();
    this.#collecting = setTimeout(() => {
      this.#collecting = undefined;
      if (!this.#paused) this.#socket.resume();
    }, COLLECT_MS);
    return false;
  }

  #readHead(bytes: Buffer): void {
    const head = Buffer.concat([this.#head ?? Buffer.alloc(0), bytes]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) {
      this.#head = head;
      if (head.length > MAX_HEAD) this.#socket.destroy(new EngineNonsenseError('an endless head'));
      return;
    }
    const text = head.toString('latin1', 0, end);
    const [, status] = /^HTTP\/1\.\d (\d{3})/.exec(text) ?? [];
    if (status === undefined || /^transfer-encoding:/im.test(text)) {
      this.#socket.destroy(new EngineNonsenseError('something that is not HTTP/1.0'));
      return;
    }
    this.#head = undefined;
    const rest = head.subarray(end + 4);
    if (Number(status) >= 300) {
      this.#refusal = Number(status);
      this.#readRefusal(rest);
      return;
    }
    this.#opened(this);
    if (rest.length > 0) this.#data(rest);
  }

  #readRefusal(bytes: Buffer): void {
    if (this.#refused.length < MAX_HEAD) this.#refused += bytes.toString('utf8');
  }
}
