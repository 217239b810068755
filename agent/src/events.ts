import { setTimeout as delay } from 'node:timers/promises';
import { LinkLostError } from '@longshore/contract/errors';
import type { EngineEvent } from '@longshore/contract/events';
import type { EngineOccurrence } from './engine/events.ts';
import type { LinkSession } from './link/session.ts';
import type { Log } from './log.ts';

/** Events kept until the server has them; older ones are given up. */
export const EVENTS_KEPT = 10_000;
const BATCH = 500;
/** Milliseconds between two batches, and before one that failed is tried again. */
const PAUSE_MS = 50;
const RETRY_MS = 5000;
/** A command line in an event is cut here. */
const LONGEST_COMMAND = 500;

/** The engine's events on their way to the server: in order, numbered, each at least once. */
export class EventLog {
  readonly #epoch: string;
  readonly #log: Log;
  #kept: EngineEvent[] = [];
  #seq = 0;
  #session: LinkSession | undefined;
  #sending = false;

  /** `epoch` is that of the mirror: numbers begin anew with each start of the agent. */
  constructor(epoch: string, log: Log) {
    this.#epoch = epoch;
    this.#log = log;
  }

  add(event: EngineOccurrence): void {
    this.#seq += 1;
    this.#kept.push(toEvent(event, this.#seq));
    if (this.#kept.length >= EVENTS_KEPT * 1.1) this.#kept.splice(0, this.#kept.length - EVENTS_KEPT);
    void this.#send();
  }

  /** Begins with a server that has the events up to `seq` of an epoch. */
  attach(session: LinkSession, position: { epoch: string; eventSeq: number } | null): void {
    this.#session = session;
    if (position?.epoch === this.#epoch) this.#forget(position.eventSeq);
    void this.#send();
  }

  detach(): void {
    this.#session = undefined;
  }

  /** One batch after the other, each acknowledged before the next. */
  async #send(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    while (this.#session !== undefined && this.#kept.length > 0) {
      const session = this.#session;
      const events = this.#kept.slice(0, BATCH);
      try {
        await session.ask('engine:events', { epoch: this.#epoch, events });
        this.#forget(events.at(-1)?.seq ?? 0);
        await delay(PAUSE_MS);
      } catch (error) {
        if (this.#session !== session) continue;
        if (error instanceof LinkLostError) await delay(RETRY_MS);
        else {
          // To offer again what was refused would keep all that comes after it.
          this.#log.warn({ err: error, events: events.length }, 'the server refused events');
          this.#forget(events.at(-1)?.seq ?? 0);
        }
      }
    }
    this.#sending = false;
  }

  #forget(seq: number): void {
    const first = this.#kept.findIndex((event) => event.seq > seq);
    this.#kept = first < 0 ? [] : this.#kept.slice(first);
  }
}

/** `exec_create: sh -c …` becomes the action `exec_create` and the attribute `command`, so that actions can be filtered by name. */
function toEvent(event: EngineOccurrence, seq: number): EngineEvent {
  const [, action = event.Action, command] = /^(exec_\w+): (.*)$/s.exec(event.Action) ?? [];
  return {
    seq,
    time: event.timeNano,
    type: event.Type,
    action,
    id: event.Actor.ID,
    name: event.Actor.Attributes.name ?? '',
    attributes: command === undefined ? event.Actor.Attributes : { ...event.Actor.Attributes, command: command.slice(0, LONGEST_COMMAND) },
  };
}
