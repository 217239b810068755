import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type * as z from 'zod';
import type { EngineAddress } from './address.ts';
import { within, type Limits } from './deadline.ts';
import { VersionDocument } from './documents.ts';
import { EngineNonsenseError } from './errors.ts';
import { rawGet, type RawAnswer } from './http10.ts';
import { EngineTransport } from './transport.ts';
import { negotiate, OLDEST_API } from './version.ts';

export type Query = Record<string, string | number | boolean | undefined>;

interface Call extends Limits {
  query?: Query;
  body?: unknown;
}

/** Milliseconds an ordinary answer may take, and how soon a living engine answers a ping. */
export const ANSWER_MS = 30_000;
export const PING_MS = 10_000;
const MAX_JSON_BODY = 64 * 1024 * 1024;

export interface EngineVersion {
  version: string;
  api: string;
}

/** One Docker Engine. Every call has a deadline or a signal, and throws CodedErrors alone. */
export class EngineClient {
  readonly #transport: EngineTransport;
  #version: Promise<EngineVersion> | undefined;

  constructor(address: EngineAddress) {
    this.#transport = new EngineTransport(address);
  }

  get address(): EngineAddress {
    return this.#transport.address;
  }

  /** Finds out anew which engine answers and what it speaks: it may have been upgraded meanwhile. */
  async connect(signal?: AbortSignal): Promise<EngineVersion> {
    const found = this.#negotiate(signal);
    this.#version = found;
    try {
      return await found;
    } catch (error) {
      if (this.#version === found) this.#version = undefined;
      throw error;
    }
  }

  /** The API version in use. */
  async api(): Promise<string> {
    return (await (this.#version ?? this.connect())).api;
  }

  /** Resolves when the engine answers. @throws TimeoutError when it hangs */
  async ping(signal?: AbortSignal): Promise<void> {
    await within({ deadline: PING_MS, signal }, async (bound) => {
      const answer = await this.#transport.send({ method: 'GET', path: '/_ping', signal: bound });
      await this.#transport.text(answer, 1024);
    });
  }

  /** A document of the engine, checked. */
  async get<T extends z.ZodType>(schema: T, path: string, call: Call = {}): Promise<z.infer<T>> {
    return this.#json(schema, 'GET', path, call);
  }

  /** A mutation that answers with a document. */
  async create<T extends z.ZodType>(schema: T, path: string, call: Call = {}): Promise<z.infer<T>> {
    return this.#json(schema, 'POST', path, call);
  }

  /** A mutation whose answer does not matter. Without a deadline or signal it may take as long as any answer. */
  async change(method: 'POST' | 'DELETE', path: string, call: Call = {}): Promise<void> {
    const limits = call.signal === undefined ? { deadline: ANSWER_MS, ...call } : call;
    await within(limits, async (signal) => {
      const answer = await this.#send(method, path, { ...call, signal });
      await this.#transport.text(answer, MAX_JSON_BODY);
    });
  }

  /** A long answer of few bytes, such as events; the signal ends it. */
  async stream(path: string, call: Call & { signal: AbortSignal }): Promise<IncomingMessage> {
    // The deadline is for the head alone; the signal must outlive it.
    const head = new AbortController();
    const both = AbortSignal.any([call.signal, head.signal]);
    return within({ deadline: ANSWER_MS, signal: call.signal }, async (bound) => {
      bound.addEventListener('abort', () => head.abort(bound.reason), { once: true });
      return this.#send('GET', path, { ...call, signal: both });
    });
  }

  /** A long answer of many bytes: see rawGet. */
  async raw(path: string, query: Query, signal: AbortSignal, data: (bytes: Buffer) => void): Promise<RawAnswer> {
    return rawGet(this.#transport.address, await this.#path(path, query), signal, data);
  }

  /** A two-way connection to a console. The signal is for opening it. */
  async hijack(path: string, call: Call = {}): Promise<Socket> {
    return within({ deadline: ANSWER_MS, ...call }, async (signal) =>
      this.#transport.upgrade({ method: 'POST', path: await this.#path(path, call.query), body: call.body ?? {}, signal }),
    );
  }

  close(): void {
    this.#transport.close();
  }

  async #negotiate(signal?: AbortSignal): Promise<EngineVersion> {
    return within({ deadline: PING_MS, signal }, async (bound) => {
      const answer = await this.#transport.send({ method: 'GET', path: '/version', signal: bound });
      const found = this.#parse(VersionDocument, await this.#transport.text(answer, MAX_JSON_BODY), '/version');
      const range = { version: found.Version, newest: found.ApiVersion, oldest: found.MinAPIVersion ?? OLDEST_API };
      return { version: found.Version, api: negotiate(range) };
    });
  }

  async #json<T extends z.ZodType>(schema: T, method: 'GET' | 'POST', path: string, call: Call): Promise<z.infer<T>> {
    return within({ deadline: ANSWER_MS, ...call }, async (signal) => {
      const answer = await this.#send(method, path, { ...call, signal });
      return this.#parse(schema, await this.#transport.text(answer, MAX_JSON_BODY), path);
    });
  }

  async #send(method: 'GET' | 'POST' | 'DELETE', path: string, call: Call & { signal: AbortSignal }): Promise<IncomingMessage> {
    return this.#transport.send({ method, path: await this.#path(path, call.query), body: call.body, signal: call.signal });
  }

  async #path(path: string, query: Query = {}): Promise<string> {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
    return `/v${await this.api()}${path}${search.size === 0 ? '' : `?${search.toString()}`}`;
  }

  #parse<T extends z.ZodType>(schema: T, text: string, path: string): z.infer<T> {
    let document: unknown;
    try {
      document = JSON.parse(text);
    } catch (error) {
      throw error instanceof SyntaxError ? new EngineNonsenseError(`something that is not JSON to ${path}`) : error;
    }
    const parsed = schema.safeParse(document);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw new EngineNonsenseError(`an unexpected document to ${path} (${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''})`);
  }
}
