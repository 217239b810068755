import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

/** A proxy as companies have them between their machines and the rest: it asks for a password, and resolves names itself. */
export interface ForwardProxy {
  /** With user and password, as in HTTP_PROXY. */
  url: string;
  /** `host:port` of all tunnels that were asked for. */
  asked: string[];
  /** Breaks all tunnels. */
  cut(): void;
  close(): Promise<void>;
}

const AUTHORIZATION = `Basic ${Buffer.from('agent:secret').toString('base64')}`;

/** Whatever name is asked for, its tunnels lead to the port on this machine. */
export async function startForwardProxy(): Promise<ForwardProxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('connect', (request, client: Socket, head) => {
    if (request.headers['proxy-authorization'] !== AUTHORIZATION) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    const target = request.url ?? '';
    asked.push(target);
    const far = connect(Number(target.split(':').at(-1)), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      far.write(head);
      far.pipe(client).pipe(far);
    });
    far.on('error', () => client.destroy());
    client.on('error', () => far.destroy());
    client.on('close', () => far.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://agent:secret@127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    cut: () => {
      for (const socket of sockets) socket.destroy();
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
