import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BrokenFramesError, encodeRecord, messageStart, OUTPUT, RecordDecoder, recordTime } from './log-records.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const TIME = '2026-11-21T07:06:15.832968129Z';

const record = fc.record({
  output: fc.constantFrom(OUTPUT.stdout, OUTPUT.stderr),
  source: fc.nat(65_535),
  text: fc.oneof(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.constant('9 letters'), fc.constant('')),
});

function decode(chunks: Uint8Array[]) {
  const records = new RecordDecoder();
  const out = chunks.flatMap((chunk) =>
    [...records.push(chunk)].map((one) => ({
      output: one.output,
      source: one.source,
      time: recordTime(one),
      text: decoder.decode(one.payload.subarray(messageStart(one))),
    })),
  );
  return { out, pending: records.pending };
}

describe('RecordDecoder', () => {
  it('gives the same records for every split of the bytes', () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 8 }), (records) => {
        const bytes = Buffer.concat(
          records.map(({ output, source, text }) => encodeRecord(output, source, encoder.encode(`${TIME} ${text}\n`))),
        );
        const expected = records.map(({ output, source, text }) => ({
          output,
          source,
          time: TIME,
          text: decoder.decode(encoder.encode(`${text}\n`)),
        }));
        for (let at = 0; at <= bytes.length; at += 1) {
          expect(decode([bytes.subarray(0, at), bytes.subarray(at)])).toEqual({ out: expected, pending: 0 });
        }
        expect(decode([...bytes].map((byte) => Uint8Array.of(byte))).out).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  it('says that bytes are missing at the end', () => {
    const bytes = encodeRecord(OUTPUT.stdout, 0, encoder.encode(`${TIME} cut`));
    expect(decode([bytes.subarray(0, bytes.length - 1)]).pending).toBe(bytes.length - 1);
  });

  it.each([
    ['an unknown output', Uint8Array.of(9, 0, 0, 0, 0, 0, 0, 1, 65)],
    ['text instead of frames', encoder.encode('plain text, no frames')],
    ['an impossible length', Uint8Array.of(1, 0, 0, 0, 255, 255, 255, 255)],
  ])('refuses %s', (_what, bytes) => {
    expect(() => [...new RecordDecoder().push(bytes)]).toThrow(BrokenFramesError);
  });

  it('reads times with a numeric zone as UTC', () => {
    const bytes = encodeRecord(OUTPUT.stdout, 0, encoder.encode('2026-11-21T09:06:15.832968129+02:00 x'));
    expect(decode([bytes]).out).toEqual([{ output: 1, source: 0, time: TIME, text: 'x' }]);
  });

  it('takes a message without a time as it is', () => {
    expect(decode([encodeRecord(OUTPUT.stdout, 0, encoder.encode('no time here at all, just words\n'))]).out[0]).toMatchObject({
      time: '',
      text: 'no time here at all, just words\n',
    });
  });
});
