import type { ServerResponse } from 'node:http';
import { encodeRecord } from '@longshore/contract/streams/log-records';
import type { FakeEngine } from './fake-engine.ts';

export interface LogLine {
  output: number;
  time: string;
  text: string;
}

/** The log of one container, served as the engine does. */
export class FakeLog {
  readonly lines: LogLine[] = [];
  /** Queries it was read with. */
  readonly asked: URLSearchParams[] = [];
  readonly #followers = new Set<ServerResponse>();
  readonly #tty: boolean;
  #tick = 0;
  /** Breaks a connection after so many bytes, once for each entry. */
  cuts: { after: number; then: () => void }[] = [];

  constructor(engine: FakeEngine, id: string, { tty = false } = {}) {
    this.#tty = tty;
    engine.replies.set(`GET /containers/${id}/logs`, (_request, response, url) => this.#serve(response, url.searchParams));
  }

  /** How many follow it now. */
  get followers(): number {
    return this.#followers.size;
  }

  /** Writes a line; `step` nanoseconds after the one before. */
  write(text: string, output = 1, step = 1): void {
    this.#tick += step;
    const line = { output, time: `2026-01-01T00:00:00.${String(this.#tick).padStart(9, '0')}Z`, text };
    this.lines.push(line);
    for (const follower of this.#followers) follower.write(this.#bytes(line));
  }

  /** Ends all that follow, as when the container stops. */
  endFollowers(): void {
    for (const follower of this.#followers) follower.end();
  }

  #bytes({ output, time, text }: LogLine): Uint8Array {
    const payload = Buffer.from(`${time} ${text}`);
    return this.#tty ? payload : encodeRecord(output, 0, payload);
  }

  #serve(response: ServerResponse, query: URLSearchParams): void {
    this.asked.push(query);
    const tail = query.get('tail') ?? 'all';
    const wanted = this.lines
      .slice(tail === 'all' ? 0 : Math.max(0, this.lines.length - Number(tail)))
      .filter(({ output, time }) => query.get(output === 2 ? 'stderr' : 'stdout') === 'true' && nanos(time) >= since(query.get('since')));
    const bytes = Buffer.concat(wanted.map((line) => this.#bytes(line)));
    const cut = this.cuts.shift();
    response.flushHeaders();
    if (cut !== undefined && cut.after < bytes.length) {
      response.write(bytes.subarray(0, cut.after), () => {
        cut.then();
        response.destroy();
      });
      return;
    }
    response.write(bytes);
    if (query.get('follow') !== 'true') {
      response.end();
      return;
    }
    this.#followers.add(response);
    response.on('close', () => this.#followers.delete(response));
  }
}

const nanos = (time: string) => BigInt(Date.parse(`${time.slice(0, 19)}Z`)) * 1_000_000n + BigInt(time.slice(20, 29));

function since(text: string | null): bigint {
  const [seconds = '0', fraction = '0'] = (text ?? '0').split('.');
  return BigInt(seconds) * 1_000_000_000n + BigInt(fraction.padEnd(9, '0'));
}
