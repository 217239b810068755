import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Router } from 'express';
import sirv from 'sirv';

/** What is not the web application's. */
const others = /^\/(?:api|agent|live|healthz|readyz)(?:\/|$)/;

/**
 * The web application: its files, compressed beforehand where a twin lies beside them, the hashed ones cached for ever; and
 * its page for every other path, which the router in the browser may know.
 * @param folder where the built application lies
 */
export function webRoutes(folder: string): Router {
  const router = Router();
  router.use((request, _response, next) => next(others.test(request.path) ? 'router' : undefined));
  const page = join(folder, 'index.html');
  if (!existsSync(page)) {
    router.get('/', (_request, response) => void response.type('text/plain').send('The web application is not built: npm run build.\n'));
    return router;
  }
  const setHeaders = (response: { setHeader(name: string, value: string): unknown }, path: string): void =>
    void response.setHeader('Cache-Control', path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
  router.use(sirv(folder, { gzip: true, brotli: true, etag: true, setHeaders }));
  router.get(/^\/(?!assets\/)/, (_request, response) => response.set('Cache-Control', 'no-cache').sendFile(page));
  return router;
}
