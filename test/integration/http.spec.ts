import { readdirSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionNames } from '@longshore/contract/registry';
import { root, ServerProcess } from '../support/server-process.ts';
import { tempDirectory } from '../support/temp.ts';

describe('the server over HTTP', () => {
  let server: ServerProcess;

  beforeAll(async () => {
    server = await ServerProcess.start({ dir: tempDirectory('http') });
  });
  afterAll(() => server.end());

  const get = (path: string, init: RequestInit = {}): Promise<Response> => fetch(`${server.url}${path}`, init);
  /** As the bytes go over the wire: no path cleaned up, nothing decompressed. */
  const raw = (path: string, headers: Record<string, string> = {}): Promise<{ response: IncomingMessage; body: Buffer }> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(server.url);
      const sent = request({ hostname, port, path, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve({ response, body: Buffer.concat(chunks) }));
      });
      sent.on('error', reject).end();
    });

  it.each(['/', '/containers', '/api/v1/session', '/api/v1/nothing', '/healthz', '/agent/install.sh', '/api/v1/users/%E0%A4%A'])(
    'protects %s, names our version and a request, and not what we are made of',
    async (path) => {
      const { headers } = await get(path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toMatch(/default-src 'none'/);
      expect(policy).toMatch(/script-src 'self'(;|$)/);
      expect(policy).toMatch(/frame-ancestors 'none'/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('longshore-version')).toMatch(/^\d+\.\d+\.\d+/);
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
      expect(headers.has('x-powered-by')).toBe(false);
      expect(headers.has('strict-transport-security')).toBe(false);
    },
  );

  it('lets no cache keep what the interface answers', async () => {
    for (const path of ['/api/v1/setup', '/api/v1/session']) expect((await get(path)).headers.get('cache-control')).toBe('no-store');
  });

  it('answers supervisors without signing in', async () => {
    for (const path of ['/healthz', '/readyz']) expect(await (await get(path)).json()).toEqual({ status: 'ok' });
  });

  describe('the web application', () => {
    it.each(['/', '/setup', '/hosts/web-1.example.com/containers/api.v2', '/containers?q=state:running'])(
      'is there at %s',
      async (path) => {
        const page = await get(path);
        expect([page.status, page.headers.get('content-type')?.split(';')[0], page.headers.get('cache-control')]).toEqual([
          200,
          'text/html',
          'no-cache',
        ]);
        expect(await page.text()).toContain('<div id="app">');
      },
    );

    it('keeps hashed files for ever, compressed', async () => {
      const [file] = readdirSync(join(root, 'web/dist/assets')).filter((name) => name.endsWith('.js'));
      const sizes: Record<string, number> = {};
      for (const coding of ['br', 'gzip', 'identity']) {
        const { response, body } = await raw(`/assets/${file!}`, { 'accept-encoding': coding });
        expect(response.headers['cache-control']).toBe('public, max-age=31536000, immutable');
        expect(response.headers['content-encoding'] ?? 'identity').toBe(coding);
        sizes[coding] = body.length;
      }
      expect(sizes.br).toBeLessThan(sizes.gzip!);
      expect(sizes.gzip).toBeLessThan(sizes.identity!);
    });

    it.each(['/assets/missing-abc123.js', '/api', '/api/v2/hosts', '/agent/nothing', '/live/nothing'])(
      'is not there at %s',
      async (path) => {
        const answer = await get(path);
        expect(answer.status).toBe(404);
        expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      },
    );

    it.each(['/../../package.json', '/..%2f..%2fpackage.json', '/assets/..%2f..%2f..%2fpackage.json', '/%2e%2e/package.json', '/.built'])(
      'gives away no file beside it: %s',
      async (path) => {
        const { body } = await raw(path);
        expect(body.toString()).not.toMatch(/"workspaces"|"private"|^\d{4}-/);
      },
    );
  });

  it('describes all of itself as valid OpenAPI 3.1, for anybody', async () => {
    const document = (await (await get('/api/v1/openapi.json')).json()) as Record<string, unknown>;
    const validator = new Validator();
    expect((await validator.validate(document)).errors ?? []).toEqual([]);
    expect(validator.version).toBe('3.1');
    const text = JSON.stringify(document);
    for (const name of actionNames) expect(text).toContain(`"operationId":"${name}"`);
  });

  it('hands out the agent with its checksum', async () => {
    const bytes = Buffer.from(await (await get('/agent/longshore-agent.mjs')).arrayBuffer());
    const checksum = await (await get('/agent/longshore-agent.mjs.sha256')).text();
    expect(checksum).toBe(`${createHash('sha256').update(bytes).digest('hex')}  longshore-agent.mjs\n`);
    expect(await (await get('/agent/install.sh')).text()).toMatch(/^#!\/bin\/sh\n/);
  });

  it('keeps to its own origin: no other page may read anything', async () => {
    const answer = await get('/api/v1/setup', { headers: { origin: 'http://evil.example' } });
    expect(answer.headers.has('access-control-allow-origin')).toBe(false);
    const preflight = await get('/api/v1/session', {
      method: 'OPTIONS',
      headers: { origin: 'http://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(preflight.headers.has('access-control-allow-origin')).toBe(false);
  });

  it('takes JSON alone: the forms of other sites are no requests', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const answer = await get('/api/v1/session', {
        method: 'POST',
        headers: { 'content-type': type },
        body: '{"username":"admin","password":"x"}',
      });
      expect(answer.status, type).toBe(400);
    }
  });

  it('keeps bodies and query strings out of the log', async () => {
    await get('/api/v1/session?q=hunter2', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"password":"hunter2',
    });
    await get('/api/v1/hosts?password=hunter2');
    expect(server.log).not.toContain('hunter2');
  });

  it('has every answer of https behind a public https address say so', async () => {
    const secure = await ServerProcess.start({ dir: tempDirectory('https'), env: { LONGSHORE_PUBLIC_URL: 'https://ops.example.com' } });
    const session = await fetch(`${secure.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'https://ops.example.com' },
      body: JSON.stringify({ username: 'admin', password: 'correct horse battery' }),
    });
    expect(session.status).toBe(201);
    expect(session.headers.get('strict-transport-security')).toMatch(/max-age=\d+/);
    expect(session.headers.getSetCookie()[0]).toMatch(/; Secure;/);
    await secure.end();
  });
});
