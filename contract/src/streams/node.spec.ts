import { pipeline } from 'node:stream/promises';
import { Readable, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { CodedError } from '../errors.ts';
import { WINDOW } from './frames.ts';
import { StreamMux, type MuxStream } from './mux.ts';
import { muxDuplex } from './node.ts';

/** Two ends joined in this process, each frame on its own turn of the event loop. */
function joined() {
  const accepted: MuxStream[] = [];
  const socket = (to: () => StreamMux) => ({
    bufferedAmount: 0,
    send: (frame: Uint8Array) => void setImmediate(() => to().receive(frame)),
  });
  const left: StreamMux = new StreamMux({ socket: socket(() => right) });
  const right: StreamMux = new StreamMux({ socket: socket(() => left), accept: (stream) => void accepted.push(stream) });
  const stream = left.open({});
  return { stream, accepted: async () => (await new Promise((resolve) => setImmediate(() => setImmediate(resolve))), accepted[0]!) };
}

describe('MuxDuplex', () => {
  it('pipes 8 MiB through a slow reader, byte for byte, holding no more than a window', async () => {
    const { stream, accepted } = joined();
    const chunk = Buffer.alloc(100_000, 'abcdefg');
    const target = muxDuplex(await accepted());
    const sending = pipeline(Readable.from(Array.from({ length: 80 }, () => chunk)), muxDuplex(stream));
    const got: Buffer[] = [];
    let most = 0;
    const slow = new Writable({
      highWaterMark: 1,
      write: (bytes: Buffer, _encoding, done) => {
        got.push(Buffer.from(bytes));
        most = Math.max(most, target.readableLength);
        setImmediate(done);
      },
    });
    target.end();
    await Promise.all([sending, pipeline(target, slow)]);
    expect(Buffer.concat(got).equals(Buffer.concat(Array.from({ length: 80 }, () => chunk)))).toBe(true);
    expect(most).toBeLessThanOrEqual(WINDOW);
  });

  it('resets the stream when destroyed, and is destroyed by a reset with its code', async () => {
    const { stream, accepted } = joined();
    const left = muxDuplex(stream);
    const right = muxDuplex(await accepted());
    const failed = new Promise((resolve) => right.once('error', resolve));
    left.once('error', () => undefined);
    left.destroy(new CodedError('timeout', 'too slow'));
    expect(await failed).toMatchObject({ code: 'timeout', message: 'too slow' });
  });
});
