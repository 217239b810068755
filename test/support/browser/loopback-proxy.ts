import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

const VERSION = 5;
const CONNECT = 1;
const IPV4 = 1;
/** Chromium sends every host as a name, also addresses. */
const NAME = 3;
const NOT_ALLOWED = 2;
const REFUSED = 5;

const hosts: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost']);

async function read(client: Socket, length: number): Promise<Buffer> {
  for (;;) {
    const bytes = client.read(length) as Buffer | null;
    if (bytes !== null) return bytes;
    if (client.readableEnded || client.destroyed) throw new Error('The client went away.');
    await once(client, 'readable');
  }
}

const answer = (code: number): Buffer => Buffer.from([VERSION, code, 0, IPV4, 0, 0, 0, 0, 0, 0]);

async function serve(client: Socket): Promise<void> {
  const [, methods = 0] = await read(client, 2);
  await read(client, methods);
  client.write(Buffer.from([VERSION, 0]));
  const [, command, , kind, length = 0] = await read(client, 5);
  const name = (await read(client, length)).toString('latin1');
  const port = (await read(client, 2)).readUInt16BE();
  if (command !== CONNECT || kind !== NAME || !hosts.has(name)) {
    client.end(answer(NOT_ALLOWED));
    return;
  }
  const server = connect({ host: '127.0.0.1', port, allowHalfOpen: true });
  client.on('error', () => server.destroy());
  server.once('connect', () => {
    server.setNoDelay();
    client.write(answer(0));
    client.pipe(server).pipe(client);
  });
  server.on('error', () => (server.connecting || client.destroyed ? client.destroy() : client.end(answer(REFUSED))));
}

/** A SOCKS 5 proxy on a unix socket that leads to 127.0.0.1 and nowhere else. Returns a function that ends it. */
export async function startLoopbackProxy(path: string): Promise<() => void> {
  const clients = new Set<Socket>();
  const proxy = createServer({ allowHalfOpen: true }, (client) => {
    clients.add(client);
    client.on('close', () => clients.delete(client));
    serve(client).catch(() => client.destroy());
  });
  proxy.listen(path);
  await once(proxy, 'listening');
  return () => {
    proxy.close();
    for (const client of clients) client.destroy();
  };
}
