import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Somebody between a new host and the server, who passes everything on but for one file. */
export interface Forger {
  readonly port: number;
  close(): Promise<void>;
}

/** @param path what is altered @param alter what becomes of it */
export async function startForger(target: string, path: string, alter: (bytes: Buffer) => Buffer): Promise<Forger> {
  const server = createServer((request, response) => {
    void (async () => {
      const answer = await fetch(new URL(request.url ?? '/', target));
      const bytes = Buffer.from(await answer.arrayBuffer());
      response.writeHead(answer.status).end(request.url === path ? alter(bytes) : bytes);
    })();
  });
  server.listen(0, '0.0.0.0');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
