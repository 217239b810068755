import { describe, expect, it } from 'vitest';
import { encodeRecord, OUTPUT } from '@longshore/contract/streams/log-records';
import { namedText, plainText } from './log-text.ts';

const TIME = '2026-01-02T03:04:05.000000001Z';
const line = (text: string, source = 0, output: number = OUTPUT.stdout) => encodeRecord(output, source, Buffer.from(`${TIME} ${text}`));
const notice = (type: string, message?: string) => encodeRecord(OUTPUT.notice, 0, Buffer.from(JSON.stringify({ type, message })));
const records = (...bytes: Uint8Array[]) => Buffer.concat(bytes);
const string = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');

describe('plainText', () => {
  it('leaves exactly the bytes that were written', () => {
    const text = plainText(false)(
      records(line('one\n'), notice('live'), line('\n', 0, OUTPUT.stderr), line('half'), line(' of it\n'), line('')),
    );
    expect(string(text)).toBe('one\n\nhalf of it\n');
  });

  it('keeps the times when they are wanted', () => {
    expect(string(plainText(true)(records(line('one\n'))))).toBe(`${TIME} one\n`);
  });

  it('fails rather than leaves a source out', () => {
    expect(() => plainText(false)(records(notice('error', 'no reader for this log driver')))).toThrow('no reader for this log driver');
  });
});

describe('namedText', () => {
  it('puts aligned names before lines', () => {
    const text = namedText(['web-1/api', 'db/x'], false)(records(line('a\n'), line('b\n', 1)));
    expect(string(text)).toBe('web-1/api | a\ndb/x      | b\n');
  });

  it('puts split lines together, across batches, and ends one where another speaks', () => {
    const text = namedText(['a', 'b'], true);
    const said = [text(records(line('long'))), text(records(line('er\n'))), text(records(line('cut'), line('in\n', 1), line('off\n')))];
    expect(string(Buffer.concat(said))).toBe(`a | ${TIME} longer\na | ${TIME} cut\nb | ${TIME} in\na | ${TIME} off\n`);
  });
});
