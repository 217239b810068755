import { LogCursor } from '@longshore/contract/log-cursor';
import type { LogNotice, LogPosition } from '@longshore/contract/logs';
import { type LogRecord, messageStart, OUTPUT, recordTime } from '@longshore/contract/streams/log-records';
import type { LogLine } from './log-lines.ts';
import { LineAssembler } from './log-text.ts';

/** A line that has no number yet. */
export type NewLine = Omit<LogLine, 'id'>;

const noticeTypes: readonly string[] = ['live', 'ended', 'stopped', 'started', 'error'] satisfies LogNotice['type'][];
const decoder = new TextDecoder();

/** The notice in a record of output 0; undefined for one that a newer agent knows. @throws SyntaxError when it is not JSON */
export function readNotice(record: LogRecord): LogNotice | undefined {
  const value = JSON.parse(decoder.decode(record.payload)) as Partial<Record<keyof LogNotice, unknown>> | null;
  const { type, message } = value ?? {};
  if (typeof type !== 'string' || !noticeTypes.includes(type)) return undefined;
  return { type: type as LogNotice['type'], ...(typeof message === 'string' && { message }) };
}

/** What a session knows of the log of one container. */
export class LogSource {
  /** It told all it ever will. */
  ended = false;
  readonly #index: number;
  readonly #cursor: LogCursor;
  readonly #stdout = new LineAssembler();
  readonly #stderr = new LineAssembler();
  #time = '';

  /** @param middle reading begins in the middle of the log: what was before is not to appear after a break */
  constructor(
    index: number,
    readonly container: string,
    middle: boolean,
  ) {
    this.#index = index;
    this.#cursor = new LogCursor({}, { middle });
  }

  /** Where to go on after a break; null when nothing was told yet. */
  get position(): LogPosition | null {
    const { position } = this.#cursor;
    return position.stdout === undefined && position.stderr === undefined ? null : position;
  }

  /** The lines that a message completes. */
  lines(record: LogRecord): NewLine[] {
    const { output } = record;
    const time = recordTime(record);
    if (time !== '') {
      // The agent skips what was told before a break, see `resume` in LogOpen: here it is only noted how far we are.
      this.#cursor.take(output, time);
      this.#time = time;
    }
    const assembler = output === OUTPUT.stderr ? this.#stderr : this.#stdout;
    return assembler.push(record.payload.subarray(messageStart(record))).map((text) => this.#line(output, text));
  }

  /** The lines that come to an end with what happened, and the notice itself when it is to be shown. */
  notice({ type, message = '' }: LogNotice): NewLine[] {
    if (type === 'ended') this.ended = true;
    if (type === 'live') return [];
    const open = type === 'error' || type === 'started' ? [] : this.#finish();
    return [...open, { ...this.#line(OUTPUT.notice, message), notice: type }];
  }

  /** A notice of the session's own. */
  told(notice: 'lost' | 'back', text: string): NewLine {
    return { ...this.#line(OUTPUT.notice, text), notice };
  }

  #finish(): NewLine[] {
    return [
      ...this.#stdout.finish().map((text) => this.#line(OUTPUT.stdout, text)),
      ...this.#stderr.finish().map((text) => this.#line(OUTPUT.stderr, text)),
    ];
  }

  #line(output: number, text: string): NewLine {
    return { source: this.#index, output, time: this.#time, text, notice: undefined };
  }
}
