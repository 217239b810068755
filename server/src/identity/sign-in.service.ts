import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { UnauthenticatedError } from '@longshore/contract/errors';
import { PrincipalChanges } from '../access/principal-changes.ts';
import type { Principal } from '../access/principal.ts';
import type { CallOrigin } from './call-origin.ts';
import { Passwords } from './passwords.ts';
import { startSession } from './session-store.ts';
import { SessionEntity } from './session.entity.ts';
import { SignInThrottle } from './sign-in-throttle.ts';
import { UserEntity } from './user.entity.ts';

/** Signing in with a password, and out. */
@Injectable()
export class SignInService {
  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly passwords: Passwords,
    private readonly throttle: SignInThrottle,
    private readonly changes: PrincipalChanges,
  ) {}

  /** Gives the secret of the session cookie. @throws UnauthenticatedError, CodedError `throttled` */
  async signIn(username: string, password: string, origin: CallOrigin): Promise<string> {
    const usernameKey = username.toLowerCase();
    const attempt = this.throttle.begin(`account ${usernameKey}`, `address ${origin.address}`);
    const user = await this.database.manager.findOneBy(UserEntity, { usernameKey });
    const right = await this.passwords.matches(user?.passwordHash, password);
    if (user === null || !right) throw new UnauthenticatedError('The user name or the password is wrong.');
    attempt.forgive();
    return this.database.transaction(async (manager) => {
      // Only if it is still so: a reset or a disabling that comes between looking and now wins.
      const { affected } = await manager.update(
        UserEntity,
        { id: user.id, passwordHash: user.passwordHash, disabled: false },
        { lastSignInAt: new Date() },
      );
      if (affected !== 1) throw new UnauthenticatedError('This account is disabled.');
      return startSession(manager, user.id, origin);
    });
  }

  async signOut({ user, by }: Principal): Promise<void> {
    await this.database.manager.delete(SessionEntity, { id: by.id });
    this.changes.emit({ kind: 'ended', user: user.id, credential: by.id });
  }
}
