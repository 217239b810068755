import { setTimeout as delay } from 'node:timers/promises';
import { Router } from 'express';
import type { DataSource } from 'typeorm';

/** Milliseconds that the database may take to answer. */
const PATIENCE = 2000;

/**
 * For supervisors and load balancers, without signing in: `/healthz` says that the process answers, `/readyz` that its database
 * does too. Migrations are done by then, for nothing listens before.
 */
export function healthRoutes(database: DataSource): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  router.get('/readyz', async (_request, response) => {
    const ready = await Promise.race([answers(database), delay(PATIENCE, false, { ref: false })]);
    response.status(ready ? 200 : 503).json(ready ? { status: 'ok' } : { status: 'unavailable', database: 'does not answer' });
  });
  return router;
}

const answers = (database: DataSource): Promise<boolean> =>
  database.query('SELECT 1').then(
    () => true,
    () => false,
  );
