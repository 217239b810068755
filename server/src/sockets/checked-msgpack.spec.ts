import { describe, expect, it } from 'vitest';
import { Decoder, Encoder, isComplete } from './checked-msgpack.ts';

const SIZES = [0, 1, 15, 16, 31, 32, 255, 256, 65_535, 65_536];
const list = (size: number): number[] => Array.from({ length: size }, () => 7);

const values: unknown[] = [
  ...[null, true, false, undefined, new Date(0)],
  ...[0, 127, 128, 255, 256, 65_536, 2 ** 33, -1, -33, -200, -70_000, -(2 ** 33), 1.5],
  ...SIZES.map((size) => 'x'.repeat(size)),
  ...SIZES.map((size) => Buffer.alloc(size, 1)),
  ...SIZES.map(list),
  ...SIZES.map((size) => Object.fromEntries(list(size).map((value, index) => [`k${index}`, value]))),
  new Uint8Array([1, 2, 3]).buffer,
  [{ a: [[['deep']]] }, 'é𝄞'],
];

const packetOf = (value: unknown): Buffer => {
  const [bytes] = new Encoder().encode({ type: 2, nsp: '/', data: ['said', value] }) as unknown as Buffer[];
  return Buffer.from(bytes!);
};

function decode(packet: unknown): unknown {
  const decoder = new Decoder();
  let decoded: unknown;
  decoder.on('decoded', (value: unknown) => (decoded = value));
  decoder.add(packet);
  return decoded;
}

describe('checked msgpack', () => {
  it('takes every kind of value in every size', () => {
    for (const value of values) {
      const packet = packetOf(value);
      expect(isComplete(packet)).toBe(true);
      expect(decode(packet)).toMatchObject({ type: 2, nsp: '/' });
    }
  });

  it('refuses whatever is cut off', () => {
    const packet = packetOf({ list: [1, 'two', Buffer.alloc(300), { three: 3.5 }], text: 'x'.repeat(300) });
    for (let length = 0; length < packet.length; length += 1) expect(isComplete(packet.subarray(0, length))).toBe(false);
  });

  it.each([
    ['a list', [0xdd, 0x01, 0xff, 0xff, 0xff]],
    ['lists in lists', list(1000).flatMap(() => [0xdc, 0x0f, 0xff])],
    ['a map', [0xdf, 0xff, 0xff, 0xff, 0xff]],
    ['a buffer', [0xc9, 0xff, 0xff, 0xff, 0xff, 0x00]],
    ['bytes', [0xc6, 0xff, 0xff, 0xff, 0xff]],
    ['a text', [0xdb, 0xff, 0xff, 0xff, 0xff]],
  ])('makes no room for %s that is announced and does not follow', (_what, bytes) => {
    expect(() => decode(Buffer.from(bytes))).toThrow('not complete');
  });

  it('refuses what is no bytes', () => {
    expect(() => decode('text')).toThrow('not complete');
  });
});
