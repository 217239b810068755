import { Router, type Response } from 'express';
import type { AgentFiles } from './agent-files.ts';

/** The agent, its checksum and its installer, for anybody: there is nothing secret in them, and a new host has nothing to sign in with. */
export function agentFileRoutes(files: AgentFiles): Router {
  const router = Router();
  const send = (response: Response, type: string, body: Buffer | string): void =>
    void response.set({ 'Cache-Control': 'no-cache', 'Content-Type': type }).send(body);
  router.get('/agent/longshore-agent.mjs', async (_request, response) => send(response, 'text/javascript', (await files.agent()).bytes));
  router.get('/agent/longshore-agent.mjs.sha256', async (_request, response) =>
    send(response, 'text/plain', `${(await files.agent()).sha256}  longshore-agent.mjs\n`),
  );
  router.get('/agent/install.sh', async (_request, response) => send(response, 'text/x-shellscript', (await files.installer()).bytes));
  return router;
}
