import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startChild } from '../support/child.ts';
import { freePort } from '../support/ports.ts';
import { startPostgres } from '../support/postgres.ts';
import { root } from '../support/server-process.ts';
import { startTime, tempDirectory } from '../support/temp.ts';
import { eventually, passes } from '../support/wait.ts';

const npm = (script: string, dir: string, env: Record<string, string>) =>
  startChild({
    command: 'npm',
    args: ['run', '--silent', script],
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, LONGSHORE_DATA: join(dir, 'data'), ...env },
    log: join(dir, 'log'),
  });

describe('npm start', () => {
  it('is the whole product: it prints where it is and the set-up link, and Ctrl-C ends all of it', async () => {
    const dir = tempDirectory('start');
    const port = await freePort();
    const child = await npm('start', dir, { LONGSHORE_PORT: String(port), DOCKER_HOST: 'unix:///nowhere/docker.sock' });
    const url = `http://127.0.0.1:${port}`;
    await passes(async () => expect((await fetch(`${url}/readyz`)).status).toBe(200), { timeoutMs: 100_000 });
    await passes(() => expect(child.output()).toContain(`${url}/setup#`));
    const pids = await eventually(
      () => {
        const found = /"pid":(\d+),"port":/.exec(child.output())?.[1];
        return found === undefined ? undefined : [Number(found)];
      },
      { timeoutMs: 30_000 },
    );
    // As a terminal does it: to every process of the foreground group.
    process.kill(-child.pid, 'SIGINT');
    await child.ended;
    for (const pid of pids) await passes(() => expect(startTime(pid)).toBeUndefined(), { timeoutMs: 30_000 });
    expect(child.output()).not.toMatch(/"level":[56]0/);
  });
});

describe('npm run migrate', () => {
  it('brings a database up to date and ends', async () => {
    const postgres = await startPostgres();
    const dir = tempDirectory('migrate');
    const databaseUrl = await postgres.createDatabase('migrated');
    for (const expected of [/"msg":"Migrated the database"/, /"msg":"The database is up to date"/]) {
      const child = await npm('migrate', dir, { DATABASE_URL: databaseUrl });
      expect((await child.ended).code).toBe(0);
      expect(child.output()).toMatch(expected);
    }
    await postgres.stop();
  });

  it('says what is wrong, and fails', async () => {
    const dir = tempDirectory('migrate');
    const child = await npm('migrate', dir, { DATABASE_URL: 'mysql://x' });
    expect((await child.ended).code).toBe(1);
    expect(child.output()).toContain('DATABASE_URL must be');
  });
});
