import { CancelledError, CodedError, InvalidError, toErrorBody } from '@longshore/contract/errors';
import type { LogOpen } from '@longshore/contract/logs';
import type { MuxStream } from '@longshore/contract/streams/mux';
import { nanosOf } from '../engine/times.ts';
import type { Log } from '../log.ts';
import { LogStream } from './logs/log-stream.ts';
import type { LogEngine } from './logs/source.ts';

/** Serves the logs of some containers on a stream until all is told, or nobody listens any more. */
export function serveLogs(parts: LogEngine, log: Log, stream: MuxStream, containers: readonly string[], open: LogOpen): void {
  checkPositions(open);
  const over = new AbortController();
  const logs = new LogStream(parts, stream, containers, open);
  stream.listen({
    drain: () => logs.drained(),
    // Whoever reads a log has nothing to say; what comes is taken and forgotten.
    data: (bytes) => stream.consumed(bytes.length),
    close: () => over.abort(new CancelledError('Nobody reads the log any more.')),
  });
  logs.run(over.signal).catch((error: unknown) => {
    if (over.signal.aborted) return;
    if (!(error instanceof CodedError)) log.error({ err: error, containers }, 'a log stream failed');
    stream.reset(toErrorBody(error));
  });
}

/** @throws InvalidError when a position to go on from is no position */
function checkPositions(open: LogOpen): void {
  for (const [index, position] of (open.resume ?? []).entries()) {
    for (const time of [position?.stdout?.last, position?.stderr?.last, position?.from]) {
      if (time !== undefined && nanosOf(time) === undefined) {
        throw new InvalidError([{ path: ['resume', index], message: 'must hold times of messages' }]);
      }
    }
  }
}
