import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import type { Problem } from '@longshore/contract/errors';
import type { User } from '@longshore/contract/identity';
import { startPostgres } from '../support/postgres.ts';
import type { ProblemError, RestClient } from '../support/rest-client.ts';
import { ServerProcess } from '../support/server-process.ts';
import { tempDirectory } from '../support/temp.ts';
import { Visitor } from './visitor.ts';

export const PASSWORD = 'a long password';
export const everything = { kind: 'everything' as const };
export const administrator = [{ role: 'administrator', scope: everything }];

/** A server without hosts, on the database that this run is for, and the people who use it. */
export class People {
  private constructor(
    readonly server: ServerProcess,
    /** With the rights of the account `admin`. */
    public admin: RestClient,
    readonly stop: () => Promise<void>,
  ) {}

  static async start(name: string): Promise<People> {
    const postgres = process.env.LONGSHORE_TEST_DATABASE === 'given' ? await startPostgres() : undefined;
    const server = await ServerProcess.start({ dir: tempDirectory(name), databaseUrl: await postgres?.createDatabase(name) });
    return new People(server, await server.signIn(), async () => {
      await server.end();
      await postgres?.stop();
    });
  }

  /** A new account, under a name that no other test has. */
  make(fields: Record<string, unknown> = {}): Promise<User> {
    return this.admin.call('user.create', {}, { username: `u${randomBytes(6).toString('hex')}`, password: PASSWORD, ...fields });
  }

  /** Somebody who has signed in with a browser. */
  async visit(user: { username: string }, password = PASSWORD): Promise<Visitor> {
    const visitor = new Visitor(this.server.url);
    expect((await visitor.signIn(user.username, password)).status).toBe(201);
    return visitor;
  }
}

/** The status that a visitor's session answers with: 200 while it lasts. */
export const statusOf = (visitor: Visitor): Promise<number> => visitor.request('GET', '/session').then(({ status }) => status);

/** How a call was refused. @throws Error when it was not */
export const refusal = (call: Promise<unknown>): Promise<{ status: number; problem: Problem }> =>
  call.then(
    () => Promise.reject(new Error('It was not refused.')),
    (error: unknown) => error as ProblemError,
  );
