import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JoinToken } from '@longshore/contract/hosts';
import { AgentProcess } from '../support/agent-process.ts';
import { startChild } from '../support/child.ts';
import { ServerProcess } from '../support/server-process.ts';
import { tempDirectory } from '../support/temp.ts';
import { passes } from '../support/wait.ts';

describe('a server and an agent that share the file of a join token', () => {
  const dir = tempDirectory('tokenfile');
  const file = join(dir, 'join', 'token');
  let server: ServerProcess;
  let agent: AgentProcess | undefined;

  beforeAll(async () => {
    mkdirSync(join(dir, 'join'));
    server = await ServerProcess.start({ dir, env: { LONGSHORE_JOIN_TOKEN_FILE: file } });
  });
  afterAll(async () => {
    await agent?.end();
    await server.end();
  });

  const content = (): string => readFileSync(file, 'utf8');
  const tokens = async (): Promise<JoinToken[]> => (await (await server.signIn()).call('join-token.list')).items;

  it('get a new token at each start of the server, and the one before is revoked', async () => {
    const first = content();
    expect(first).toMatch(/^lsj_[\w-]+\.[\w-]+\n$/);
    await server.restart();
    expect(content()).not.toBe(first);
    expect(await tokens()).toMatchObject([
      { createdBy: 'Longshore', maxUses: 1, uses: 0, revoked: false },
      { createdBy: 'Longshore', maxUses: 1, uses: 0, revoked: true },
    ]);
    const [{ createdAt, expiresAt } = { createdAt: '', expiresAt: '' }] = await tokens();
    expect((Date.parse(expiresAt) - Date.parse(createdAt)) / 86_400_000).toBeCloseTo(30, 1);
  });

  it('find each other also when the file comes after the agent', async () => {
    renameSync(file, `${file}.later`);
    const env = { LONGSHORE_JOIN_TOKEN_FILE: file };
    agent = new AgentProcess({ dir, name: 'beside', server: server.url, token: '', dockerHost: 'unix:///nowhere/docker.sock', env });
    await passes(() => expect(agent?.log).toContain('waiting for the server to write a join token'));
    renameSync(`${file}.later`, file);
    const admin = await server.signIn();
    await passes(async () => expect((await admin.call('host.list')).items).toMatchObject([{ name: 'beside', online: true }]));
  });

  it('need no further token then', async () => {
    const before = content();
    await server.restart();
    expect(content()).toBe(before);
    expect((await tokens()).map(({ uses, revoked }) => [uses, revoked])).toEqual([
      [1, false],
      [0, true],
    ]);
  });

  it('need one again when the host was removed', async () => {
    const admin = await server.signIn();
    const before = content();
    await admin.call('host.remove', { host: 'beside' });
    await server.restart();
    expect(content()).not.toBe(before);
  });

  it('are told when the file cannot be written', async () => {
    const log = join(dir, 'unwritable.log');
    const env = { ...server.env, PATH: process.env.PATH, LONGSHORE_PORT: '0', LONGSHORE_DATA: join(dir, 'other') };
    const child = await startChild({
      command: process.execPath,
      args: ['server/dist/main.js'],
      env: { ...env, LONGSHORE_JOIN_TOKEN_FILE: join(dir, 'nowhere', 'token') },
      log,
    });
    expect(await child.ended).toMatchObject({ code: 1 });
    expect(child.output()).toContain('LONGSHORE_JOIN_TOKEN_FILE cannot be written: ENOENT');
  });
});
