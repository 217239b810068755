import type { FleetEvent } from '@longshore/contract/events';
import type { Live } from './live.ts';
import { provided } from './provided.ts';

export interface EventListener {
  /** Events as they happen, those of all hosts that the person may see. */
  events: (events: readonly FleetEvent[]) => void;
  /** The feed begins, or begins again: what happened meanwhile is in the history only. */
  begun: () => void;
}

/** The events of the fleet as they happen. The server sends them only while something on the page listens. */
export class Events {
  readonly #live: Live;
  readonly #listeners = new Set<EventListener>();

  constructor(live: Live) {
    this.#live = live;
    live.socket.on('events:new', (events) => {
      for (const listener of this.#listeners) listener.events(events);
    });
    const again = (): void => {
      if (this.#listeners.size > 0) this.#look();
    };
    live.onUp(again);
    // A browser that fell behind was told nothing for a while.
    live.socket.on('fleet:reset', again);
  }

  /** Returns a function that stops it. */
  listen(listener: EventListener): () => void {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) this.#look();
    else listener.begun();
    return () => {
      if (this.#listeners.delete(listener) && this.#listeners.size === 0) this.#look();
    };
  }

  #look(): void {
    if (!this.#live.connected) return;
    const on = this.#listeners.size > 0;
    this.#live.socket.emit('events:look', { on }, () => {
      // Refused or not, the history can be read, and says why if it cannot.
      if (on) for (const listener of this.#listeners) listener.begun();
    });
  }
}

const events = provided<Events>('events');
export const eventsKey = events.key;
export const useEventStore = events.use;
