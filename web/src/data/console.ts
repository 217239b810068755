import type { ErrorBody } from '@longshore/contract/errors';
import type { ActionInput } from '@longshore/contract/registry';
import { BrokenFramesError, OUTPUT } from '@longshore/contract/streams/log-records';
import type { MuxStream } from '@longshore/contract/streams/mux';
import { shallowRef } from 'vue';
import { type ConsoleStarted, readConsoleMessage } from './console-message.ts';
import { ProblemError } from './problem.ts';
import { RecordReader } from './record-reader.ts';
import { type Streams, useStreams } from './streams.ts';

/** What a console is of: a command in a container, or its main process. Host and container by id. */
export type ConsoleRequest = { readonly host: string; readonly container: string } & (
  | { readonly action: 'container.exec'; readonly args: ActionInput<'container.exec'> }
  | { readonly action: 'container.attach'; readonly args: ActionInput<'container.attach'> }
);

/**
 * `open`: `started` tells what runs. `ended`: it ended, with its exit code if that is known. `lost`: the way to it is lost, and
 * `open` opens it anew. `failed`: it could not be opened, or broke; `problem` says why.
 */
export type ConsoleState =
  | { readonly phase: 'connecting' }
  | { readonly phase: 'open'; readonly started: ConsoleStarted }
  | { readonly phase: 'ended'; readonly exitCode: number | null }
  | { readonly phase: 'lost'; readonly problem: ProblemError }
  | { readonly phase: 'failed'; readonly problem: ProblemError };

/**
 * Where the output goes, such as `(bytes, taken) => terminal.write(bytes, taken)`: `taken` is to be called when it is drawn, or no
 * more comes. `output` is 2 for stderr of a program without a terminal, else 1.
 */
export type ConsoleScreen = (bytes: Uint8Array, taken: () => void, output: number) => void;

export interface ConsoleOptions {
  streams: Pick<Streams, 'open'>;
  request: ConsoleRequest;
  screen: ConsoleScreen;
}

/** Columns and rows of a terminal, at most. */
const MAX_SIZE = 1000;

const lostCodes: ReadonlySet<string> = new Set(['link_lost', 'host_offline', 'engine_unreachable', 'timeout', 'interrupted']);
const encoder = new TextEncoder();
const whole = (size: number): number => Math.min(MAX_SIZE, Math.max(1, Math.round(size)));

/** A terminal's connection with a program in a container. */
export class ConsoleSession {
  readonly request: ConsoleRequest;
  readonly state = shallowRef<ConsoleState>({ phase: 'connecting' });
  readonly #streams: Pick<Streams, 'open'>;
  readonly #screen: ConsoleScreen;
  #stream: MuxStream | undefined;
  /** Makes frames of the output of a program without a terminal. */
  #reader: RecordReader | undefined;
  #size: { cols: number; rows: number } | undefined;
  /** Output that came before it was told what it is. */
  #early: Uint8Array[] = [];
  #exitCode: number | null = null;

  constructor({ streams, request, screen }: ConsoleOptions) {
    this.#streams = streams;
    this.#screen = screen;
    this.request = request;
    this.open();
  }

  /** Opens it anew after it was lost or ended: another run of the command then, or the same main process. */
  open(): void {
    const { action, host, container, args } = this.request;
    this.#forget({ code: 'cancelled', message: 'The console was opened anew.' });
    const stream = this.#streams.open({ action, host, containers: [container], args: { ...args, ...this.#size } }, { interactive: true });
    this.#stream = stream;
    this.state.value = { phase: 'connecting' };
    stream.listen({
      data: (bytes) => this.#take(stream, bytes),
      message: (value) => this.#hear(stream, value),
      end: () => stream.end(),
      close: (error) => {
        if (this.#stream === stream) this.#over(error);
      },
    });
  }

  /** What was typed or pasted, of any size: what the program has no room for waits in the stream, in order. Dropped when it is over. */
  write(text: string): void {
    this.#stream?.write(encoder.encode(text));
  }

  /** Bytes as xterm's `onBinary` gives them: one per character. */
  writeBinary(text: string): void {
    this.#stream?.write(Uint8Array.from(text, (character) => character.charCodeAt(0)));
  }

  /** No more input comes, behind what was written: for a program that reads to the end. */
  endInput(): void {
    this.#stream?.end();
  }

  /** The terminal has another size now, in characters. */
  resize(cols: number, rows: number): void {
    const size = { cols: whole(cols), rows: whole(rows) };
    if (size.cols === this.#size?.cols && size.rows === this.#size.rows) return;
    this.#size = size;
    this.#stream?.message({ type: 'resize', ...size });
  }

  /** Hangs up: a shell ends then, a main process runs on. */
  close(): void {
    this.#forget({ code: 'cancelled', message: 'The console was closed.' });
    if (this.state.value.phase === 'connecting' || this.state.value.phase === 'open') this.state.value = { phase: 'ended', exitCode: null };
  }

  #hear(stream: MuxStream, value: unknown): void {
    const message = readConsoleMessage(value);
    if (message?.type === 'exit') this.#exitCode = message.code;
    if (message?.type !== 'started') return;
    if (!message.tty) this.#reader = new RecordReader(stream, ({ payload, output }, cost) => this.#show(stream, payload, cost, output));
    this.state.value = { phase: 'open', started: message };
    for (const bytes of this.#early.splice(0)) this.#take(stream, bytes);
  }

  #take(stream: MuxStream, bytes: Uint8Array): void {
    if (this.state.value.phase === 'connecting') this.#early.push(bytes);
    else if (this.#reader === undefined) this.#show(stream, bytes, bytes.length, OUTPUT.stdout);
    else this.#read(stream, this.#reader, bytes);
  }

  #read(stream: MuxStream, reader: RecordReader, bytes: Uint8Array): void {
    try {
      reader.push(bytes);
    } catch (error) {
      if (!(error instanceof BrokenFramesError)) throw error;
      stream.reset({ code: 'internal', message: 'The output is not in the form that is expected.' });
    }
  }

  #show(stream: MuxStream, bytes: Uint8Array, cost: number, output: number): void {
    this.#screen(bytes, () => stream.consumed(cost), output);
  }

  #over(error: ErrorBody | null): void {
    this.#stream = undefined;
    if (error === null) this.state.value = { phase: 'ended', exitCode: this.#exitCode };
    else this.state.value = { phase: lostCodes.has(error.code) ? 'lost' : 'failed', problem: ProblemError.fromBody(error) };
  }

  /** Lets go of the former connection, whatever state it is in. */
  #forget(reason: ErrorBody): void {
    const former = this.#stream;
    this.#stream = undefined;
    former?.reset(reason);
    this.#reader = undefined;
    this.#early = [];
    this.#exitCode = null;
  }
}

/** How consoles are opened from setup; the session lives until it is closed, also when the component is gone. */
export function useConsoles(): (request: ConsoleRequest, screen: ConsoleScreen) => ConsoleSession {
  const streams = useStreams();
  return (request, screen) => new ConsoleSession({ streams, request, screen });
}
