import { once } from 'node:events';
import { type IncomingMessage } from 'node:http';
import { type Duplex } from 'node:stream';

/** A request that asks for the bare connection, before it was granted. */
export class HijackedCall {
  constructor(
    readonly request: IncomingMessage,
    private readonly stream: Duplex,
    private head: Buffer,
  ) {}

  /** The JSON that came with the request, undefined when none did. To be read before the connection is accepted. */
  async body(): Promise<unknown> {
    const length = Number(this.request.headers['content-length'] ?? 0);
    while (this.head.length < length) {
      // Not by 'data' events: what they deliver after this would be lost before the route listens.
      const chunk = this.stream.read() as Buffer | null;
      if (chunk === null) await once(this.stream, 'readable');
      else this.head = Buffer.concat([this.head, chunk]);
    }
    const text = this.head.subarray(0, length).toString();
    this.head = this.head.subarray(length);
    return text === '' ? undefined : JSON.parse(text);
  }

  /** Grants it as the engine does; from then on the bytes are the test's. */
  accept(contentType = 'application/vnd.docker.raw-stream'): Duplex {
    if (this.head.length > 0) this.stream.unshift(this.head);
    this.stream.write(`HTTP/1.1 101 UPGRADED\r\nContent-Type: ${contentType}\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n`);
    return this.stream;
  }

  /** Refuses it with the engine's words. */
  refuse(status: number, message: string): void {
    const json = `${JSON.stringify({ message })}\n`;
    const head = `HTTP/1.1 ${status} Refused\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(json)}\r\nConnection: close\r\n\r\n`;
    this.stream.end(head + json);
  }
}
