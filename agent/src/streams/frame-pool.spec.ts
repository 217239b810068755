import { randomBytes } from 'node:crypto';
import { FRAME_HEADER, MAX_DATA } from '@longshore/contract/streams/frames';
import { StreamMux } from '@longshore/contract/streams/mux';
import { expect, it } from 'vitest';
import { until } from '../../test-support/fake-engine.ts';
import { FramePool } from './frame-pool.ts';

it('carries every byte in frames that are used again as soon as they are sent', async () => {
  const pool = new FramePool();
  const used = new Set<ArrayBuffer>();
  let frames = 0;
  const got: Buffer[] = [];
  const near: StreamMux = new StreamMux({
    socket: {
      send: (frame) => {
        used.add(frame.buffer);
        frames += 1;
        setImmediate(() => {
          far.receive(Buffer.from(frame));
          frame.fill(0);
          pool.give(frame);
        });
      },
      bufferedAmount: 0,
      spare: (bytes) => pool.take(bytes),
    },
  });
  const far: StreamMux = new StreamMux({
    socket: { send: (frame) => void setImmediate(() => near.receive(frame)), bufferedAmount: 0 },
    accept: (stream) =>
      stream.listen({
        data: (bytes) => {
          got.push(Buffer.from(bytes));
          stream.consumed(bytes.length);
        },
        end: () => stream.end(),
      }),
  });
  const stream = near.open({});
  const bytes = randomBytes(50 * MAX_DATA + 77);
  stream.write(bytes);
  stream.end();
  await until(() => stream.closed);
  expect(Buffer.concat(got).equals(bytes)).toBe(true);
  expect(used.size).toBeLessThan(frames / 2);
});

it('gives no frame of another size than was asked for', () => {
  const pool = new FramePool();
  pool.give(new Uint8Array(FRAME_HEADER + MAX_DATA));
  pool.give(new Uint8Array(10));
  expect(pool.take(10)).toBeUndefined();
  expect(pool.take(FRAME_HEADER + MAX_DATA)).toHaveLength(FRAME_HEADER + MAX_DATA);
  expect(pool.take(FRAME_HEADER + MAX_DATA)).toBeUndefined();
});
