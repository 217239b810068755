import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '@longshore/contract/identity';
import { ServerProcess } from '../support/server-process.ts';
import { tempDirectory } from '../support/temp.ts';
import { passes } from '../support/wait.ts';
import { Visitor } from './visitor.ts';

const PASSWORD = 'correct horse battery';

/** Every set-up link that the server has printed, oldest first. */
const linksOf = (server: ServerProcess): string[] => [...server.log.matchAll(/(http:\S+\/setup#\S+)/g)].map(([, link]) => link!);
const tokenOf = (server: ServerProcess): string => linksOf(server).at(-1)!.split('#')[1]!;

describe('the first start', () => {
  let server: ServerProcess;

  beforeAll(async () => {
    server = await ServerProcess.start({ dir: tempDirectory('setup'), setup: true });
  });
  afterAll(() => server.end());

  it('prints a link to the set-up page, the same at each start until it is used', async () => {
    // It is printed behind the first moment at which the server is ready.
    await passes(() => expect(linksOf(server)).toHaveLength(1));
    expect(linksOf(server)[0]).toMatch(new RegExp(`^${server.url}/setup#[\\w-]{43}$`));
    await server.restart('SIGTERM');
    await passes(() => expect(linksOf(server)).toHaveLength(2));
    expect(new Set(linksOf(server)).size).toBe(1);
    expect(statSync(join(server.dataDir, 'setup-token')).mode & 0o077).toBe(0);
  });

  it('has no account and no default password', async () => {
    const visitor = new Visitor(server.url);
    expect((await visitor.request('GET', '/setup')).body).toEqual({ needed: true });
    for (const password of ['', 'admin', 'password', 'longshore']) expect((await visitor.signIn('admin', password)).status).toBe(401);
  });

  it('makes no account for anybody without the link, or with a bad name or password', async () => {
    const visitor = new Visitor(server.url);
    const attempt = (token: string, username: string, password: string) => visitor.request('POST', '/setup', { token, username, password });
    expect((await attempt('x'.repeat(43), 'ann', PASSWORD)).status).toBe(403);
    expect((await attempt('', 'ann', PASSWORD)).status).toBe(403);
    expect((await attempt(tokenOf(server), '../ann', 'short')).body.fields?.map(({ path }) => path)).toEqual([['username'], ['password']]);
    expect((await visitor.request('GET', '/setup')).body).toEqual({ needed: true });
  });

  it('lets exactly one of two who use the link at once in, as an administrator of everything, signed in', async () => {
    const visitors = [new Visitor(server.url), new Visitor(server.url)];
    const token = tokenOf(server);
    const replies = await Promise.all(
      visitors.map((visitor, index) => visitor.request<Session>('POST', '/setup', { token, username: `Ann${index}`, password: PASSWORD })),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 410]);
    const winner = replies.findIndex(({ status }) => status === 201);
    const { body } = await visitors[winner]!.request<Session>('GET', '/session');
    expect(body.user.username).toBe(`Ann${winner}`);
    expect(body.bindings).toEqual([{ role: 'administrator', scope: { kind: 'everything' } }]);
    expect((await visitors[winner]!.request<{ items: unknown[] }>('GET', '/users')).body.items).toHaveLength(1);
  });

  it('is over then: the link does nothing, and none is printed any more', async () => {
    const token = tokenOf(server);
    const printed = linksOf(server).length;
    const visitor = new Visitor(server.url);
    expect((await visitor.request('POST', '/setup', { token, username: 'eve', password: PASSWORD })).status).toBe(410);
    await server.restart('SIGTERM');
    expect(linksOf(server)).toHaveLength(printed);
    expect((await visitor.request('GET', '/setup')).body).toEqual({ needed: false });
  });

  it('never stores the secret of a session or a password as it is', () => {
    // The link is the one secret that has to be printed; nothing else is in the log.
    expect(readFileSync(server.logFile, 'utf8')).not.toContain(PASSWORD);
  });
});

describe('LONGSHORE_ADMIN_PASSWORD', () => {
  it('makes the account admin at the first start, with no link, and changes nothing later', async () => {
    const server = await ServerProcess.start({ dir: tempDirectory('setup-env') });
    expect(linksOf(server)).toEqual([]);
    expect((await new Visitor(server.url).signIn('admin', 'correct horse battery')).status).toBe(201);
    server.env.LONGSHORE_ADMIN_PASSWORD = 'another horse battery';
    await server.restart('SIGTERM');
    expect((await new Visitor(server.url).signIn('admin', 'another horse battery')).status).toBe(401);
    expect((await new Visitor(server.url).signIn('admin', 'correct horse battery')).status).toBe(201);
    await server.end();
  });
});
