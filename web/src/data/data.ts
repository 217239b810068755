import type { ErrorBody } from '@longshore/contract/errors';
import { type App, watch } from 'vue';
import { Events, eventsKey } from './events.ts';
import { FleetFeed } from './fleet-feed.ts';
import { Fleet, fleetKey } from './fleet.ts';
import { Live, liveKey } from './live.ts';
import { Operations, operationsKey } from './operations.ts';
import { useSession } from './session.ts';
import { Stats, statsKey } from './stats.ts';
import { Streams, streamsKey } from './streams.ts';

/** Socket.io's words for a network that is gone without a goodbye: the stream socket will not hear of it by itself for minutes. */
const silent: ReadonlySet<string> = new Set(['ping timeout', 'transport error']);

/**
 * Makes the data layer of the page and provides it to its components. It is connected while somebody is signed in, and empty
 * while nobody is. Call it once, after pinia.
 */
export function provideData(app: App, live = new Live(), streams = new Streams()): void {
  const session = useSession();
  const fleet = new Fleet();
  const operations = new Operations(() => session.session?.user.id);
  app
    .provide(liveKey, live)
    .provide(fleetKey, fleet)
    .provide(streamsKey, streams)
    .provide(operationsKey, operations)
    .provide(statsKey, new Stats(live, fleet))
    .provide(eventsKey, new Events(live));

  new FleetFeed({
    live,
    fleet,
    operations: (begun) => operations.restart(begun),
    refused: ({ code }: ErrorBody) => {
      if (code === 'unauthenticated') session.end();
      // Who may see no container at all sees an empty fleet; anything else may be better next time.
      else if (code !== 'forbidden') live.restart();
    },
  });
  live.socket.on('operations:changed', (changed) => operations.take(changed));
  live.socket.on('session:changed', (changed) => session.begin(changed));
  live.socket.on('session:ended', () => session.end());
  live.onFail(() => void session.check());
  live.onDown((reason) => {
    if (silent.has(reason)) streams.close({ code: 'link_lost', message: 'The connection to the server was lost.' });
  });

  watch(
    () => session.session?.user.id,
    (user, former) => {
      if (former !== undefined) {
        live.disconnect();
        streams.close({ code: 'unauthenticated', message: 'You are signed out.' });
        fleet.clear();
        operations.clear();
      }
      if (user !== undefined) live.connect();
    },
    { immediate: true, flush: 'sync' },
  );
}
