import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { UnauthenticatedError } from '@longshore/contract/errors';
import type { Session } from '@longshore/contract/identity';
import type { Principal } from '../access/principal.ts';
import { version } from '../version.ts';
import { CredentialStore } from './credential-store.ts';
import { viewUser } from './user-view.ts';
import { findUser } from './users.service.ts';

/** Whoever is signed in, as the browser sees it. */
@Injectable()
export class SessionView {
  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly credentials: CredentialStore,
  ) {}

  async of({ user, by, bindings }: Principal): Promise<Session> {
    const { manager } = this.database;
    return {
      user: await viewUser(manager, await findUser(manager, user.id)),
      bindings: [...bindings],
      expiresAt: by.expiresAt?.toISOString() ?? null,
      serverVersion: version,
    };
  }

  /** Of a session that has just begun. */
  async ofSecret(secret: string): Promise<Session> {
    const principal = await this.credentials.bySession(secret);
    if (principal === undefined) throw new UnauthenticatedError('The session has ended; sign in again.');
    return this.of(principal);
  }
}
