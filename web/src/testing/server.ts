import { afterEach, beforeEach, vi } from 'vitest';

/** What a test lets the server answer: a body, or a refusal as `{ refused: { code, detail, … } }` with its status. */
type Answer = { status?: number; body?: unknown };

export interface FakeServer {
  /** By method and path: `GET /api/v1/session`. What is not here does not answer at all. */
  answers: Record<string, Answer | ((body: unknown) => Answer)>;
  /** What was asked, in order: method, path with query, and the body that was sent. */
  asked: { what: string; body: unknown }[];
}

/** A problem+json answer. */
export const refusal = (status: number, code: string, detail: string, more: Record<string, unknown> = {}): Answer => ({
  status,
  body: { type: `urn:longshore:problem:${code}`, title: code, status, code, detail, ...more },
});

/** Puts a server behind `fetch` for each test of the file. */
export function withServer(): FakeServer {
  const server: FakeServer = { answers: {}, asked: [] };
  beforeEach(() => {
    server.answers = {};
    server.asked = [];
    vi.stubGlobal('fetch', (url: string, { method = 'GET', body, signal }: RequestInit) => {
      const sent: unknown = typeof body === 'string' ? JSON.parse(body) : undefined;
      server.asked.push({ what: `${method} ${url}`, body: sent });
      const found = server.answers[`${method} ${url.split('?')[0] ?? ''}`];
      if (signal?.aborted) return Promise.reject(new DOMException('Aborted', 'AbortError'));
      if (found === undefined) return Promise.reject(new TypeError('Failed to fetch'));
      const { status = 200, body: answer = {} } = typeof found === 'function' ? found(sent) : found;
      return Promise.resolve(new Response(JSON.stringify(answer), { status, headers: { 'content-type': 'application/json' } }));
    });
  });
  afterEach(() => void vi.unstubAllGlobals());
  return server;
}
