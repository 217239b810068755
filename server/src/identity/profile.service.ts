import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { InvalidError } from '@longshore/contract/errors';
import type { User } from '@longshore/contract/identity';
import type { ActionArgs } from '@longshore/contract/registry';
import { PrincipalChanges } from '../access/principal-changes.ts';
import type { Principal } from '../access/principal.ts';
import { Passwords } from './passwords.ts';
import { endSessions } from './session-store.ts';
import { SignInThrottle } from './sign-in-throttle.ts';
import { viewUser } from './user-view.ts';
import { UserEntity } from './user.entity.ts';
import { findUser } from './users.service.ts';

/** What people change about themselves. */
@Injectable()
export class ProfileService {
  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly passwords: Passwords,
    private readonly throttle: SignInThrottle,
    private readonly changes: PrincipalChanges,
  ) {}

  async update({ user: { id } }: Principal, fields: ActionArgs<'profile.update'>): Promise<User> {
    const { manager } = this.database;
    if (Object.keys(fields).length > 0) await manager.update(UserEntity, id, fields);
    this.changes.emit({ kind: 'changed', user: id });
    return viewUser(manager, await findUser(manager, id));
  }

  /** Ends every other session of the user. @throws InvalidError when the current password is wrong, CodedError `throttled` */
  async changePassword({ user: { id, name }, by }: Principal, { current, password }: ActionArgs<'profile.password'>): Promise<void> {
    const attempt = this.throttle.begin(`account ${name.toLowerCase()}`);
    const user = await findUser(this.database.manager, id);
    if (!(await this.passwords.matches(user.passwordHash, current))) {
      throw new InvalidError([{ path: ['current'], message: 'is not your current password' }]);
    }
    attempt.forgive();
    const passwordHash = await this.passwords.hash(password);
    const ended = await this.database.transaction(async (manager) => {
      await manager.update(UserEntity, id, { passwordHash });
      return endSessions(manager, id, by.id);
    });
    for (const credential of ended) this.changes.emit({ kind: 'ended', user: id, credential });
  }
}
