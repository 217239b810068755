import { once } from 'node:events';
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

/** A wire between an agent and the server that a test can cut, hold and mend. */
export interface LinkProxy {
  /** What the agent connects to instead of the server. */
  url: string;
  /** Breaks every connection at once, as an unplugged cable with a reset does, and refuses new ones until `mend`. */
  cut(): void;
  /** Breaks every connection once; new ones are let through. */
  blip(): void;
  /** Lets nothing pass in either direction, without closing anything: as a host that vanished. */
  hold(): void;
  /** Undoes `cut` and `hold`. */
  mend(): void;
  /** Points the wire at another server address. */
  aim(url: string): void;
  close(): Promise<void>;
}

export async function startLinkProxy(target: string): Promise<LinkProxy> {
  const sockets = new Set<Socket>();
  let state: 'open' | 'cut' | 'held' = 'open';
  let { hostname, port } = new URL(target);

  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // A broken wire is what this is for: the ends see it themselves.
    socket.on('error', () => socket.destroy());
    if (state === 'held') socket.pause();
  };
  const server = createServer((inbound) => {
    if (state === 'cut') {
      inbound.resetAndDestroy();
      return;
    }
    const outbound = connect(Number(port), hostname);
    inbound.setNoDelay(true);
    outbound.setNoDelay(true);
    keep(inbound);
    keep(outbound);
    inbound.pipe(outbound);
    outbound.pipe(inbound);
    inbound.on('close', () => outbound.destroy());
    outbound.on('close', () => inbound.destroy());
    if (state === 'held') for (const socket of [inbound, outbound]) socket.pause();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const breakAll = () => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: () => {
      state = 'cut';
      breakAll();
    },
    blip: breakAll,
    hold: () => {
      state = 'held';
      for (const socket of sockets) socket.pause();
    },
    mend: () => {
      state = 'open';
      for (const socket of sockets) socket.resume();
    },
    aim: (url) => {
      ({ hostname, port } = new URL(url));
    },
    close: async () => {
      breakAll();
      server.close();
      await once(server, 'close');
    },
  };
}
