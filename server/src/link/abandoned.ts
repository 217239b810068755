import type { ServerResponse } from 'node:http';

/** Aborts when the client is gone before it was answered: nobody has to go on working for it. */
export function abandoned(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => controller.abort());
  return controller.signal;
}
