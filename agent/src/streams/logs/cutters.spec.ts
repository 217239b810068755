import { encodeRecord, messageStart, OUTPUT, RecordDecoder, recordTime } from '@longshore/contract/streams/log-records';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameCutter, type Cut } from './frame-cutter.ts';
import { TtyCutter } from './tty-cutter.ts';

/** Times that only grow, as within one output. */
const timeAt = (tick: number) => `2026-01-01T00:00:00.${String(tick).padStart(9, '0')}Z`;

interface Message {
  output: number;
  time: string;
  text: Buffer;
}

/** Takes everything, and gives what a reader at the far end makes of it. */
function collect<Cutter extends FrameCutter | TtyCutter>(make: (cut: Cut) => Cutter) {
  const decoder = new RecordDecoder();
  const messages: Message[] = [];
  const complaints: string[] = [];
  const cutter = make({
    accept: () => true,
    deliver: (records) => {
      for (const record of decoder.push(records.slice())) {
        expect(record.source).toBe(260);
        messages.push({
          output: record.output,
          time: recordTime(record),
          text: Buffer.from(record.payload.subarray(messageStart(record))),
        });
      }
      expect(decoder.pending).toBe(0);
    },
    complain: (text) => complaints.push(text),
  });
  return { cutter, messages, complaints };
}

/** Pushes bytes cut at the given places, each piece in a buffer that is overwritten afterwards, as reads are. */
function pushCut(cutter: { push(chunk: Uint8Array): void }, bytes: Buffer, cuts: readonly number[]) {
  const places = [0, ...cuts.filter((at) => at < bytes.length).sort((a, b) => a - b), bytes.length];
  for (const [index, end] of places.slice(1).entries()) {
    const piece = Buffer.from(bytes.subarray(places[index], end));
    cutter.push(piece);
    piece.fill(0xff);
  }
}

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }).map((line) => Buffer.from(`${line}\n`)),
  fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
);
const cuts = fc.array(fc.nat(4000), { maxLength: 30 });

describe('FrameCutter', () => {
  const frames = fc.array(fc.record({ output: fc.constantFrom(OUTPUT.stdout, OUTPUT.stderr), text }), { maxLength: 30 });
  const bytesOf = (list: readonly { output: number; text: Buffer }[]) =>
    Buffer.concat(
      list.map(({ output, text: one }, tick) => encodeRecord(output, 0, Buffer.concat([Buffer.from(`${timeAt(tick)} `), one]))),
    );

  it('passes every message on, however the bytes were split', () => {
    fc.assert(
      fc.property(frames, cuts, (list, places) => {
        const { cutter, messages } = collect((cut) => new FrameCutter(260, cut));
        pushCut(cutter, bytesOf(list), places);
        expect(messages).toEqual(list.map(({ output, text: one }, tick) => ({ output, time: timeAt(tick), text: one })));
        expect(cutter.pending).toBe(0);
      }),
    );
  });

  it('is right at every single place of a cut', () => {
    const list = [
      { output: OUTPUT.stdout, text: Buffer.from('one ünï\n') },
      { output: OUTPUT.stderr, text: Buffer.from('two\nthree\n') },
      { output: OUTPUT.stdout, text: Buffer.from('') },
    ];
    const bytes = bytesOf(list);
    for (let at = 0; at <= bytes.length; at += 1) {
      const { cutter, messages } = collect((cut) => new FrameCutter(260, cut));
      pushCut(cutter, bytes, [at]);
      expect(messages.map((message) => message.text)).toEqual(list.map((message) => message.text));
    }
  });

  it('hands on in one piece what lies together and is wanted', () => {
    const pieces: number[] = [];
    let wanted: (tick: number) => boolean = () => true;
    let tick = 0;
    const cutter = new FrameCutter(1, {
      accept: () => wanted(tick++),
      deliver: (records) => pieces.push([...new RecordDecoder().push(records)].length),
      complain: () => undefined,
    });
    const bytes = bytesOf(Array.from({ length: 10 }, () => ({ output: OUTPUT.stdout, text: Buffer.from('x\n') })));
    cutter.push(Buffer.from(bytes));
    expect(pieces).toEqual([10]);
    wanted = (at) => at % 10 !== 4;
    cutter.push(Buffer.from(bytes));
    expect(pieces).toEqual([10, 4, 5]);
  });

  it('tells what the engine complains of apart from the log', () => {
    const { cutter, messages, complaints } = collect((cut) => new FrameCutter(260, cut));
    cutter.push(
      Buffer.concat([encodeRecord(3, 0, Buffer.from('Error grabbing logs: no\n')), bytesOf([{ output: 1, text: Buffer.from('x') }])]),
    );
    expect(complaints).toEqual(['Error grabbing logs: no']);
    expect(messages).toHaveLength(1);
  });

  it('takes a frame of many chunks without copying it again with each', () => {
    const { cutter, messages } = collect((cut) => new FrameCutter(260, cut));
    const large = Buffer.alloc(8 * 1024 * 1024, 'x');
    const bytes = bytesOf([{ output: 1, text: large }]);
    for (let at = 0; at < bytes.length; at += 1024) cutter.push(Buffer.from(bytes.subarray(at, at + 1024)));
    expect(messages[0]?.text.equals(large)).toBe(true);
  });

  it.each([
    ['an unknown output', [9, 0, 0, 0, 0, 0, 0, 1]],
    ['padding that is none', [1, 0, 7, 0, 0, 0, 0, 1]],
    ['an absurd length', [1, 0, 0, 0, 255, 0, 0, 0]],
    ['plain text', [...Buffer.from('hello world')]],
  ])('recognises %s as broken', (_what, bytes) => {
    const { cutter } = collect((cut) => new FrameCutter(260, cut));
    expect(() => cutter.push(Buffer.from(bytes))).toThrow(/form/);
  });
});

describe('TtyCutter', () => {
  const read = (bytes: Buffer, places: readonly number[]) => {
    const { cutter, messages } = collect((cut) => new TtyCutter(260, cut));
    pushCut(cutter, bytes, places);
    cutter.end();
    return messages;
  };
  const written = (messages: readonly Buffer[]) =>
    Buffer.concat(messages.map((one, tick) => Buffer.concat([Buffer.from(`${timeAt(tick)} `), one])));
  /** A line, a part of a long one, or what a program left without an end. */
  const message = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }).map((line) => Buffer.from(`${line.replaceAll('\n', '')}\r\n`)),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).map((line) => Buffer.from(line.replaceAll('\n', '.'))),
    fc.constantFrom(Buffer.alloc(16_384, 'y'), Buffer.from('a Z Z  Z 2026-01-01T00:00:00.\n')),
  );

  it('finds every message, however the text was split', () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 12 }), cuts, (list, places) => {
        const found = read(written(list), places).map((one) => `${one.output} ${one.time} ${one.text.toString('latin1')}`);
        expect(found).toEqual(list.map((one, tick) => `1 ${timeAt(tick)} ${one.toString('latin1')}`));
      }),
    );
  });

  it('is right at every single place of a cut', () => {
    const list = ['one\r\n', 'no end', 'ünï\r\n', '\n'].map((line) => Buffer.from(line));
    const bytes = written(list);
    for (let at = 0; at <= bytes.length; at += 1) expect(read(bytes, [at]).map((one) => one.text)).toEqual(list);
  });

  it('leaves the times that a program prints where they are', () => {
    const line = Buffer.from(`${timeAt(5)} started, see 2025-12-31T23:59:59.999999999Z and 2026-01-01T00:00:00Z here\n`);
    expect(read(line, [])).toHaveLength(1);
    expect(read(line, [])[0]?.text.toString()).toContain('see 2025-12-31T23:59:59.999999999Z and');
  });

  it('holds no line for ever, and cuts it at the same places whatever the chunks', () => {
    const line = Buffer.concat([Buffer.from(`${timeAt(1)} `), Buffer.alloc(2_500_000, 'z'), Buffer.from('\n')]);
    const [whole, split] = [read(line, []), read(line, [100_000, 1_048_606, 1_048_608, 2_000_000])];
    expect(whole.map((one) => [one.time, one.text.length])).toEqual(split.map((one) => [one.time, one.text.length]));
    expect(whole).toHaveLength(3);
    expect(Buffer.concat(whole.map((one) => one.text)).equals(line.subarray(31))).toBe(true);
  });

  it('passes text without any time on as it is', () => {
    expect(read(Buffer.from('no time\nat all'), [3])).toEqual([
      { output: 1, time: '', text: Buffer.from('no time\n') },
      { output: 1, time: '', text: Buffer.from('at all') },
    ]);
  });
});
