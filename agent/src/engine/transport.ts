import { Agent, request, type ClientRequest, type IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { httpOptions, type EngineAddress } from './address.ts';
import { readText } from './body.ts';
import { connectionError, EngineNonsenseError, refusal } from './errors.ts';

export interface EngineRequest {
  method: 'GET' | 'POST' | 'DELETE' | 'HEAD';
  /** With the API version and the query. */
  path: string;
  /** Sent as JSON. */
  body?: unknown;
  signal: AbortSignal;
}

/** The most of a refusal that is read. */
const MAX_REFUSAL = 64 * 1024;
const IDLE_SOCKETS = 4;

/** HTTP to one engine, with node's own client. Answers of 400 and above are thrown. */
export class EngineTransport {
  readonly address: EngineAddress;
  /** Only for reads: a mutation always gets a new connection, so that a stale one cannot make its fate unknown. */
  readonly #kept = new Agent({ keepAlive: true, maxFreeSockets: IDLE_SOCKETS, scheduling: 'lifo' });

  constructor(address: EngineAddress) {
    this.address = address;
  }

  /** Sends a request; resolves when the head of the answer is there. @throws CodedError */
  async send(order: EngineRequest): Promise<IncomingMessage> {
    const safe = order.method === 'GET' || order.method === 'HEAD';
    const first = await this.#attempt(order, safe);
    // The engine may have closed a kept connection in the very moment it was used again: a read is simply asked once more.
    const answer = first === 'stale' ? await this.#attempt(order, false) : first;
    if (answer === 'stale') throw connectionError(undefined, this.address);
    return this.#accepted(answer);
  }

  /** Turns a request into a raw two-way connection. @throws CodedError */
  async upgrade(order: EngineRequest): Promise<Socket> {
    const answer = await new Promise<IncomingMessage | Socket>((resolve, reject) => {
      const sent = this.#request(order, false, { connection: 'Upgrade', upgrade: 'tcp' });
      sent.on('upgrade', (_answer, socket, head) => {
        if (head.length > 0) socket.unshift(head);
        resolve(socket);
      });
      sent.on('response', resolve);
      sent.on('error', (error) => reject(connectionError(error, this.address)));
    });
    if (answer instanceof Socket) return answer;
    await this.#accepted(answer);
    answer.destroy();
    throw new EngineNonsenseError('an ordinary answer where a connection was to be upgraded');
  }

  /** Closes idle connections. */
  close(): void {
    this.#kept.destroy();
  }

  #attempt(order: EngineRequest, kept: boolean): Promise<IncomingMessage | 'stale'> {
    return new Promise((resolve, reject) => {
      const sent = this.#request(order, kept, {});
      sent.on('response', resolve);
      sent.on('error', (error) => {
        if (kept && sent.reusedSocket && !order.signal.aborted) resolve('stale');
        else reject(connectionError(error, this.address));
      });
    });
  }

  #request(order: EngineRequest, kept: boolean, headers: Record<string, string>): ClientRequest {
    const body = order.body === undefined ? '' : JSON.stringify(order.body);
    const sent = request({
      ...httpOptions(this.address),
      method: order.method,
      path: order.path,
      agent: kept ? this.#kept : false,
      signal: order.signal,
      headers: {
        host: 'docker',
        ...(body === '' ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }),
        ...headers,
      },
    });
    sent.end(body);
    return sent;
  }

  /** 304 says that it is so already, which is what was wanted. */
  async #accepted(answer: IncomingMessage): Promise<IncomingMessage> {
    const status = answer.statusCode ?? 0;
    if (status < 400) return answer;
    throw refusal(status, await this.text(answer, MAX_REFUSAL));
  }

  /** The body of an answer. @throws CodedError also when the connection breaks in its midst */
  async text(answer: IncomingMessage, maxBytes: number): Promise<string> {
    try {
      return await readText(answer, maxBytes);
    } catch (error) {
      throw connectionError(error, this.address);
    }
  }
}
