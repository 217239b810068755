import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Duplex } from 'node:stream';

import { HijackedCall } from './hijack.ts';

/** A request as a route gets it. */
export interface Call {
  request: IncomingMessage;
  response: ServerResponse;
  /** What the route's pattern found in the path. */
  match: RegExpExecArray;
  query: URLSearchParams;
}

/** One thing that a scripted engine answers. */
export interface Route {
  method: string;
  /** Tried on the path without `/v1.NN` and query. */
  path: RegExp;
  /** Answers over HTTP, as it likes: late, half, never. A throw becomes a 500 with its message, as the engine words one. */
  answer?: (call: Call) => void | Promise<void>;
  /** Takes a connection that the client wants to upgrade, as for exec and attach; without it, `answer` gets those too. */
  hijack?: (call: HijackedCall) => void | Promise<void>;
}

/** A request after its route was found. */
export interface Routed {
  route: Route;
  match: RegExpExecArray;
  query: URLSearchParams;
}

/** The first route that fits; `path` is what it was tried on. */
export function findRoute(routes: readonly Route[], request: IncomingMessage): { path: string; routed: Routed | undefined } {
  const url = new URL(request.url ?? '/', 'http://engine');
  const path = url.pathname.replace(/^\/v\d+\.\d+(?=\/)/, '');
  for (const route of routes) {
    const match = route.method === request.method ? route.path.exec(path) : null;
    if (match) return { path, routed: { route, match, query: url.searchParams } };
  }
  return { path, routed: undefined };
}

/** Lets a route answer; what no route has is a 404 in the engine's words. */
export async function answerCall(routed: Routed | undefined, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    if (routed?.route.answer) await routed.route.answer({ request, response, match: routed.match, query: routed.query });
    else answerJson(response, { message: 'page not found' }, 404);
  } catch (error) {
    if (response.headersSent) response.destroy();
    else answerJson(response, { message: error instanceof Error ? error.message : String(error) }, 500);
  }
}

/** Gives the connection to the route. */
export async function hijackCall(route: Required<Route>['hijack'], request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> {
  const call = new HijackedCall(request, stream, head);
  try {
    await route(call);
  } catch (error) {
    call.refuse(500, error instanceof Error ? error.message : String(error));
  }
}

/** A whole JSON answer, as the engine gives one. */
export function answerJson(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(value)}\n`);
}
