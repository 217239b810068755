import type { EngineClient } from './client.ts';
import { EventDocument } from './documents.ts';
import { EngineLostError, EngineNonsenseError } from './errors.ts';
import { LineDecoder } from './json-lines.ts';

export interface EngineOccurrence extends EventDocument {
  /** Nanoseconds since the epoch, as the engine wrote them: too many digits for a number. */
  timeNano: string;
  /** The event as it came, to tell two of the same nanosecond apart. */
  text: string;
}

/**
 * Events from `since` on (seconds.nanoseconds, by the engine's clock), those of exactly that time included.
 * Resolves when the engine listens; the events then come one by one until the engine ends.
 * @throws EngineLostError, at the latest when the stream is over
 */
export async function openEvents(
  engine: EngineClient,
  since: string,
  signal: AbortSignal,
): Promise<AsyncGenerator<EngineOccurrence, never>> {
  const answer = await engine.stream('/events', { query: { since }, signal });
  return (async function* () {
    const decoder = new LineDecoder();
    try {
      for await (const chunk of answer as AsyncIterable<Buffer>) {
        for (const line of decoder.push(chunk)) yield parse(line);
      }
    } catch (error) {
      if (error instanceof EngineNonsenseError) throw error;
      throw error instanceof RangeError ? new EngineNonsenseError('an event without an end') : new EngineLostError();
    }
    throw new EngineLostError('The engine ended its events.');
  })();
}

function parse(text: string): EngineOccurrence {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw error instanceof SyntaxError ? new EngineNonsenseError('an event that is not JSON') : error;
  }
  const parsed = EventDocument.safeParse(document);
  if (!parsed.success) throw new EngineNonsenseError('an event of another form');
  const [, timeNano = `${parsed.data.time}000000000`] = /"timeNano":(\d+)/.exec(text) ?? [];
  return { ...parsed.data, timeNano, text };
}
