import type { BrowserToServer, ServerToBrowser } from '@longshore/contract/sockets/browser';
import type { LiveSocket } from '../live.ts';

type Listener = (...args: never[]) => void;

/** A live socket whose other end is the test. */
export class FakeLiveSocket {
  connected = false;
  /** How often a connection was asked for. */
  tries = 0;
  /** What was said to the server, in order; `ack` answers it. */
  readonly sent: { [Event in keyof BrowserToServer]: { event: Event; args: unknown; ack: Parameters<BrowserToServer[Event]>[1] } }[keyof BrowserToServer][] =
    [];
  readonly #listeners = new Map<string, Listener[]>();

  get socket(): LiveSocket {
    return this as unknown as LiveSocket;
  }

  on(event: string, listener: Listener): void {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
  }

  emit(event: keyof BrowserToServer, args: unknown, ack: never): void {
    this.sent.push({ event, args, ack });
  }

  connect(): void {
    this.tries += 1;
  }

  disconnect(): void {
    this.drop('io client disconnect');
  }

  /** The try succeeds. */
  accept(): void {
    this.connected = true;
    this.#tell('connect');
  }

  /** The try fails. */
  refuse(): void {
    this.#tell('connect_error', new Error('websocket error'));
  }

  drop(reason = 'transport close'): void {
    if (!this.connected) return;
    this.connected = false;
    this.#tell('disconnect', reason);
  }

  /** The server says something. */
  tell<Event extends keyof ServerToBrowser>(event: Event, ...args: Parameters<ServerToBrowser[Event]>): void {
    this.#tell(event, ...args);
  }

  /** What was asked last, by its event. */
  last<Event extends keyof BrowserToServer>(event: Event): { args: unknown; ack: Parameters<BrowserToServer[Event]>[1] } {
    const found = this.sent.findLast((one) => one.event === event);
    if (found === undefined) throw new Error(`Nothing was asked with ${event}.`);
    return found;
  }

  #tell(event: string, ...args: unknown[]): void {
    for (const listener of this.#listeners.get(event) ?? []) (listener as (...args: unknown[]) => void)(...args);
  }
}
