import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ErrorBody } from '../errors.ts';
import { encodeFrame, FRAME, frameType, MAX_DATA, WINDOW } from './frames.ts';
import { StreamMux, type MuxStream } from './mux.ts';

/** Two ends joined by a wire that carries frames only when told, in any portions. */
class Wire {
  readonly queues: { left: Uint8Array[]; right: Uint8Array[] } = { left: [], right: [] };
  readonly left: StreamMux;
  readonly right: StreamMux;
  readonly accepted: MuxStream[] = [];
  /** What each socket claims to hold. */
  stuck = { left: 0, right: 0 };

  constructor(accept: (stream: MuxStream, request: unknown) => void = () => undefined) {
    const socket = (to: 'left' | 'right', from: 'left' | 'right') => {
      const { queues, stuck } = this;
      return {
        send: (frame: Uint8Array<ArrayBuffer>) => void queues[to].push(frame.slice()),
        get bufferedAmount() {
          return stuck[from];
        },
      };
    };
    this.left = new StreamMux({ socket: socket('right', 'left') });
    this.right = new StreamMux({
      socket: socket('left', 'right'),
      accept: (stream, request) => {
        this.accepted.push(stream);
        accept(stream, request);
      },
    });
  }

  carry(to: 'left' | 'right', frames = Infinity): number {
    let carried = 0;
    while (carried < frames) {
      const frame = this.queues[to].shift();
      if (frame === undefined) break;
      this[to].receive(frame);
      carried += 1;
    }
    return carried;
  }

  settle(): void {
    while (this.carry('right') + this.carry('left') > 0);
  }
}

const joined = (chunks: Uint8Array[]) => Buffer.concat(chunks);

/** Keeps what a stream says. */
function record(stream: MuxStream, { consume = true } = {}) {
  const heard = {
    chunks: [] as Uint8Array[],
    messages: [] as unknown[],
    ended: false,
    closed: undefined as ErrorBody | null | undefined,
    drains: 0,
    after: 0,
  };
  stream.listen({
    data: (bytes) => {
      if (heard.closed !== undefined) heard.after += 1;
      heard.chunks.push(bytes.slice());
      if (consume) stream.consumed(bytes.length);
    },
    drain: () => void (heard.drains += 1),
    end: () => void (heard.ended = true),
    message: (value) => void heard.messages.push(value),
    close: (error) => void (heard.closed = error),
  });
  return heard;
}

const bytesOf = (size: number, seed: number) => Uint8Array.from({ length: size }, (_, index) => (index * 31 + seed) % 256);

describe('StreamMux', () => {
  it('carries every byte of every stream in order, both ways, in whatever portions the wire moves', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('write' as const), stream: fc.nat(2), left: fc.boolean(), size: fc.integer({ min: 0, max: 200_000 }) }),
      fc.record({ do: fc.constant('carry' as const), stream: fc.nat(2), left: fc.boolean(), size: fc.integer({ min: 1, max: 6 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }), (steps, interactive) => {
        const wire = new Wire();
        const streams = interactive.map((flag, index) => wire.left.open({ index }, { interactive: flag }));
        wire.settle();
        const heard = { left: streams.map((stream) => record(stream)), right: wire.accepted.map((stream) => record(stream)) };
        const sent = { left: [[], [], []] as Uint8Array[][], right: [[], [], []] as Uint8Array[][] };
        let seed = 0;
        for (const { do: what, stream, left, size } of steps) {
          if (what === 'carry') wire.carry(left ? 'left' : 'right', size);
          else {
            const bytes = bytesOf(size, (seed += 7));
            (left ? streams : wire.accepted)[stream]!.write(bytes);
            sent[left ? 'left' : 'right'][stream]!.push(bytes);
          }
        }
        wire.settle();
        for (const index of [0, 1, 2]) {
          expect(joined(heard.right[index]!.chunks).equals(joined(sent.left[index]!))).toBe(true);
          expect(joined(heard.left[index]!.chunks).equals(joined(sent.right[index]!))).toBe(true);
        }
        for (const stream of [...streams, ...wire.accepted]) stream.end();
        wire.settle();
        for (const end of [...heard.left, ...heard.right]) expect(end).toMatchObject({ ended: true, closed: null, after: 0 });
        expect([wire.left.size, wire.right.size]).toEqual([0, 0]);
      }),
      { numRuns: 60 },
    );
  });

  it('never has more under way than the window, and goes on when the reader does', () => {
    const wire = new Wire();
    const stream = wire.left.open({});
    wire.settle();
    const heard = record(wire.accepted[0]!, { consume: false });
    const sender = record(stream);
    expect(stream.write(bytesOf(3 * WINDOW, 1))).toBe(false);
    wire.settle();
    expect(joined(heard.chunks).length).toBe(WINDOW);
    for (let taken = 0; taken < 3 * WINDOW;) {
      const now = joined(heard.chunks).length - taken;
      wire.accepted[0]!.consumed(now);
      taken += now;
      wire.settle();
    }
    expect(joined(heard.chunks).length).toBe(3 * WINDOW);
    expect(sender.drains).toBe(1);
  });

  it('keeps bulk to a smaller window while an interactive stream shares the socket', () => {
    const wire = new Wire();
    wire.left.open({}, { interactive: true });
    const bulk = wire.left.open({});
    bulk.write(bytesOf(WINDOW, 1));
    wire.settle();
    const heard = record(wire.accepted[1]!, { consume: false });
    expect(joined(heard.chunks).length).toBe(256 * 1024);
  });

  it('resets a peer that sends more than it may', () => {
    const wire = new Wire();
    const stream = wire.left.open({});
    wire.settle();
    const heard = record(wire.accepted[0]!, { consume: false });
    for (let sent = 0; sent <= WINDOW; sent += MAX_DATA) wire.right.receive(encodeFrame(FRAME.data, stream.id, bytesOf(MAX_DATA, 0)));
    expect(heard.closed?.code).toBe('flow_control');
    const other = record(stream);
    wire.settle();
    expect(other.closed?.code).toBe('flow_control');
  });

  it('resets a peer that grants credit for what was never sent', () => {
    const wire = new Wire();
    const heard = record(wire.left.open({}));
    wire.left.receive(Uint8Array.of(FRAME.credit, 0, 0, 0, 1, 0, 0, 0, 9));
    expect(heard.closed?.code).toBe('flow_control');
  });

  it('half-closes: one side ends, the other goes on', () => {
    const wire = new Wire();
    const stream = wire.left.open({});
    const left = record(stream);
    wire.settle();
    const right = record(wire.accepted[0]!);
    stream.write(bytesOf(10, 1));
    stream.end();
    wire.settle();
    expect(right).toMatchObject({ ended: true, closed: undefined });
    wire.accepted[0]!.write(bytesOf(5, 2));
    wire.accepted[0]!.end();
    wire.settle();
    expect(left).toMatchObject({ ended: true, closed: null });
    expect([...joined(left.chunks)]).toEqual([...bytesOf(5, 2)]);
  });

  it('ends with a reason on reset, and nothing follows: neither queued bytes nor late frames', () => {
    const wire = new Wire();
    const stream = wire.left.open({});
    wire.settle();
    const right = record(wire.accepted[0]!);
    wire.stuck.left = Infinity;
    stream.write(bytesOf(1000, 1));
    wire.stuck.left = 0;
    stream.reset({ code: 'cancelled', message: 'enough' });
    wire.left.drained();
    wire.settle();
    expect(right).toMatchObject({ chunks: [], closed: { code: 'cancelled', message: 'enough' } });
    wire.right.receive(encodeFrame(FRAME.data, stream.id, bytesOf(10, 1)));
    expect(right.after).toBe(0);
  });

  it('ends every stream when the socket is lost, also those opened afterwards', () => {
    const wire = new Wire();
    const heard = [record(wire.left.open({})), record(wire.left.open({}))];
    wire.left.close({ code: 'link_lost', message: 'gone' });
    const late = record(wire.left.open({}));
    expect([...heard, late].map(({ closed }) => closed?.code)).toEqual(['link_lost', 'link_lost', 'link_lost']);
  });

  it('lets an interactive stream overtake bulk that waits, and takes turns among bulk', () => {
    const wire = new Wire();
    const [first, second, keys] = [wire.left.open({}), wire.left.open({}), wire.left.open({}, { interactive: true })] as const;
    wire.queues.right.length = 0;
    wire.stuck.left = Infinity;
    first.write(bytesOf(3 * MAX_DATA, 1));
    second.write(bytesOf(2 * MAX_DATA, 2));
    keys.write(bytesOf(1, 3));
    wire.stuck.left = 0;
    wire.left.drained();
    expect(wire.queues.right.map((frame) => frame[4])).toEqual([keys.id, first.id, second.id, first.id, second.id, first.id]);
    expect(wire.queues.right.every((frame) => frameType(frame) === FRAME.data)).toBe(true);
  });

  it('refuses a stream with the reason the acceptor gives, and survives frames that are not JSON', () => {
    const wire = new Wire();
    wire.right.receive(encodeFrame(FRAME.open, 9, bytesOf(3, 1)));
    const heard = record(wire.left.open({}));
    wire.settle();
    expect(heard.closed).toBeUndefined();
    wire.left.receive(encodeFrame(FRAME.message, 1, bytesOf(3, 1)));
    expect(heard.closed?.code).toBe('bad_request');
  });

  it('carries control messages beside the bytes, even when no credit is left', () => {
    const wire = new Wire();
    const stream = wire.left.open({});
    wire.settle();
    const heard = record(wire.accepted[0]!, { consume: false });
    stream.write(bytesOf(2 * WINDOW, 1));
    stream.message({ type: 'resize', cols: 100, rows: 30 });
    wire.settle();
    expect(heard.messages).toEqual([{ type: 'resize', cols: 100, rows: 30 }]);
  });
});
