import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer, ServerResponse } from 'node:http';
import { type Socket } from 'node:net';
import { join } from 'node:path';

import { cleanOnExit } from './leftovers.ts';
import { defaultRoutes } from './scripted-engine/defaults.ts';
import { answerCall, findRoute, hijackCall, type Route } from './scripted-engine/route.ts';
import { tempDirectory } from './temp.ts';

/** An engine that answers what the test says, malformed or never: for what a real engine cannot be made to do. */
export interface ScriptedEngine {
  readonly socket: string;
  /** For DOCKER_HOST. */
  readonly host: string;
  /** What was asked so far, as `GET /containers/json`, without version and query. */
  readonly asked: readonly string[];
  /** Adds a route that wins over all earlier ones. */
  route(route: Route): void;
  /** Sends an event to everybody who listens on /events: bytes as they are, else as the JSON line that the engine sends. */
  emit(event: unknown): void;
  /** Breaks all connections; new ones are taken. */
  hangUp(): void;
  stop(): Promise<void>;
}

/** Serves on a unix socket the test's routes, and below them those of a healthy engine without containers. */
export async function startScriptedEngine(routes: readonly Route[] = []): Promise<ScriptedEngine> {
  cleanOnExit();
  const directory = tempDirectory('scripted');
  const socket = join(directory, 'docker.sock');
  const listeners = new Set<ServerResponse>();
  const table = [...routes, ...defaultRoutes(listeners)];
  const asked: string[] = [];
  const connections = new Set<Socket>();

  const server = createServer((request, response) => {
    const { path, routed } = findRoute(table, request);
    asked.push(`${request.method ?? ''} ${path}`);
    void answerCall(routed, request, response);
  });
  server.on('upgrade', (request, stream: Socket, head) => {
    const { path, routed } = findRoute(table, request);
    asked.push(`${request.method ?? ''} ${path}`);
    if (routed?.route.hijack) {
      void hijackCall(routed.route.hijack, request, stream, head);
    } else {
      const response = new ServerResponse(request);
      response.assignSocket(stream);
      response.once('finish', () => stream.end());
      void answerCall(routed, request, response);
    }
  });
  server.on('connection', (connection) => {
    connections.add(connection);
    // Clients that vanish are part of the play.
    connection.on('error', () => connection.destroy());
    connection.on('close', () => connections.delete(connection));
  });
  const hangUp = (): void => {
    for (const connection of connections) connection.destroy();
  };
  server.listen(socket);
  await once(server, 'listening');
  return {
    socket,
    host: `unix://${socket}`,
    asked,
    route: (route) => void table.unshift(route),
    emit(event) {
      const bytes = event instanceof Uint8Array ? event : `${JSON.stringify(event)}\n`;
      for (const listener of listeners) listener.write(bytes);
    },
    hangUp,
    async stop() {
      server.close();
      hangUp();
      await once(server, 'close');
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
