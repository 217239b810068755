import type { ErrorBody } from '@longshore/contract/errors';
import { LogCursor } from '@longshore/contract/log-cursor';
import type { LogNotice, LogOpen } from '@longshore/contract/logs';
import { encodeRecord, OUTPUT } from '@longshore/contract/streams/log-records';
import type { MuxStream } from '@longshore/contract/streams/mux';
import type { StreamRequest } from '@longshore/contract/streams/open';

export interface Message {
  output: number;
  time: string;
  text: string;
}

const encoder = new TextEncoder();

/** The logs of some containers as their agents serve them: history in time order, `live`, then what is added. */
export class FakeLogs {
  readonly #messages = new Map<string, Message[]>();
  readonly #readers = new Set<{ containers: string[]; send: (source: number, message: Message) => void; notice: (source: number, notice: LogNotice) => void }>();
  /** What hosts refuse streams with. */
  readonly refusals = new Map<string, ErrorBody>();
  readonly requests: { host: string; containers: string[]; args: LogOpen }[] = [];
  /** Cuts what is written into parts. */
  parts: (bytes: Uint8Array) => Iterable<Uint8Array> = (bytes) => [bytes];
  /** Streams that are open. */
  readonly streams = new Set<MuxStream>();

  add(container: string, ...messages: Message[]): void {
    this.#of(container).push(...messages);
    for (const reader of this.#readers) {
      const source = reader.containers.indexOf(container);
      if (source >= 0) for (const message of messages) reader.send(source, message);
    }
  }

  notice(container: string, notice: LogNotice): void {
    for (const reader of this.#readers) {
      const source = reader.containers.indexOf(container);
      if (source >= 0) reader.notice(source, notice);
    }
  }

  /** Serves a stream that a page opened. */
  readonly serve = (stream: MuxStream, request: unknown): void => {
    const { host, containers, args } = request as StreamRequest & { args: LogOpen };
    this.requests.push({ host, containers, args });
    const refusal = this.refusals.get(host);
    if (refusal !== undefined) {
      stream.reset(refusal);
      return;
    }
    const write = (bytes: Uint8Array): void => {
      for (const part of this.parts(bytes)) stream.write(part.slice());
    };
    const send = (source: number, { output, time, text }: Message): void => write(encodeRecord(output, source, encoder.encode(`${time} ${text}`)));
    const notice = (source: number, one: LogNotice): void => write(encodeRecord(OUTPUT.notice, source, encoder.encode(JSON.stringify(one))));
    for (const { source, message } of this.#history(containers, args)) send(source, message);
    containers.forEach((_container, source) => notice(source, { type: args.follow ? 'live' : 'ended' }));
    const reader = { containers, send, notice };
    stream.listen({
      close: () => {
        this.#readers.delete(reader);
        this.streams.delete(stream);
      },
    });
    this.streams.add(stream);
    if (args.follow) this.#readers.add(reader);
    else stream.end();
  };

  /** Tells every reader that its containers are gone for good. */
  end(): void {
    for (const stream of this.streams) stream.end();
  }

  #history(containers: readonly string[], { tail, resume }: Partial<LogOpen>): { source: number; message: Message }[] {
    return containers
      .flatMap((container, source) => {
        const position = resume?.[source] ?? null;
        const cursor = new LogCursor(position ?? {});
        const since = cursor.since ?? '';
        const all = this.#of(container);
        const begun = position === null && typeof tail === 'number' ? all.slice(Math.max(0, all.length - tail)) : all;
        return begun.filter(({ time, output }) => time >= since && cursor.take(output, time)).map((message) => ({ source, message }));
      })
      .sort((a, b) => (a.message.time < b.message.time ? -1 : a.message.time > b.message.time ? 1 : 0));
  }

  #of(container: string): Message[] {
    let messages = this.#messages.get(container);
    if (messages === undefined) this.#messages.set(container, (messages = []));
    return messages;
  }
}
