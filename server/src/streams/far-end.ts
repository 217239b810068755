import type { ErrorBody } from '@longshore/contract/errors';
import { StreamMux, type MuxStream } from '@longshore/contract/streams/mux';
import { RelayEnd } from './relay-end.ts';
import type { RelayedStream } from './relayed-stream.ts';

/** Both halves of a stream whose far end is this process: what REST clients read from and write to. */
export interface FarEnd {
  readonly stream: MuxStream;
  readonly relayed: RelayedStream;
}

/**
 * Opens a stream of its own relay end. Between the two halves lies no socket, so nothing waits there:
 * credit alone decides how much is under way.
 */
export function openFarEnd(interactive: boolean): FarEnd {
  const accepted: RelayedStream[] = [];
  const mux: StreamMux = new StreamMux({ socket: { send: (frame) => void end.receive(frame), bufferedAmount: 0 } });
  const end = new RelayEnd({
    socket: { send: (frame) => mux.receive(frame), bufferedAmount: 0 },
    accept: (stream) => void accepted.push(stream),
  });
  const stream = mux.open(null, { interactive });
  const [relayed] = accepted;
  if (relayed === undefined) throw new Error('The relay did not take a stream of this process.');
  return { stream, relayed };
}

/** An error as the reason of a stream's end. */
export const cancelled: ErrorBody = { code: 'cancelled', message: 'The reader left.' };
