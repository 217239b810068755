import type { EventEmitter } from 'node:events';

type Events = Pick<EventEmitter, 'on' | 'off'>;

/** The connection below a socket.io socket, as engine.io's `socket.conn` is. */
export interface Connection extends Events {
  readonly transport: Events & { readonly writable: boolean };
}

/** Packets that may wait for a browser that does not read before it is left behind. */
export const MAX_BACKLOG = 64;
/** Packets that may wait in all: one that is left behind gets nothing but answers, and who asks so much without reading is no browser. */
export const MAX_WAITING = 1024;

/**
 * Watches how far a browser is behind. engine.io hands packets to the network one batch at a time (`drain`), and keeps the rest
 * until the system has taken the former batch (`ready`): what it keeps is the backlog.
 */
export class Backlog {
  readonly #connection: Connection;

  /**
   * @param full called when the browser has fallen too far behind
   * @param hopeless called when it is to be hung up on
   */
  constructor(connection: Connection, full: () => void, hopeless: () => void) {
    this.#connection = connection;
    let packets = 0;
    connection.on('packetCreate', () => {
      packets += 1;
      if (packets === MAX_BACKLOG) full();
      if (packets === MAX_WAITING) hopeless();
    });
    connection.on('drain', () => (packets = 0));
  }

  /** Resolves when the network has taken all there was; at once when it has already, or when the connection closes. */
  async empty(): Promise<void> {
    const { transport } = this.#connection;
    if (transport.writable) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        transport.off('ready', ready);
        this.#connection.off('close', done);
        resolve();
      };
      const ready = (): void => {
        if (transport.writable) done();
      };
      transport.on('ready', ready);
      this.#connection.on('close', done);
    });
  }
}
