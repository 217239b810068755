import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { ConflictError, NotFoundError } from '@longshore/contract/errors';
import type { User } from '@longshore/contract/identity';
import type { ActionArgs } from '@longshore/contract/registry';
import { AccessService } from '../access/access.service.ts';
import { PrincipalChanges } from '../access/principal-changes.ts';
import { violates } from '../database/violations.ts';
import { knownIds } from './known-ids.ts';
import { requireKnownRoles } from './known-roles.ts';
import { lockRights, requireAdministrator } from './last-administrator.ts';
import { Passwords } from './passwords.ts';
import { endSessions } from './session-store.ts';
import { TeamMemberEntity } from './team-member.entity.ts';
import { TeamEntity } from './team.entity.ts';
import { viewUser, viewUsers } from './user-view.ts';
import { UserEntity } from './user.entity.ts';

/** Accounts. */
@Injectable()
export class UsersService {
  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly access: AccessService,
    private readonly passwords: Passwords,
    private readonly changes: PrincipalChanges,
  ) {}

  async list(): Promise<User[]> {
    const users = await this.database.manager.find(UserEntity, { order: { usernameKey: 'ASC' } });
    return viewUsers(this.database.manager, users);
  }

  /** @throws ConflictError when the name is taken, InvalidError for unknown roles or teams */
  async create({ username, displayName, password, bindings, teams }: ActionArgs<'user.create'>): Promise<User> {
    requireKnownRoles(bindings, this.access.roles);
    const passwordHash = await this.passwords.hash(password);
    return this.database.transaction(async (manager) => {
      const { id } = await insertUser(manager, { username, displayName, passwordHash, bindings });
      await joinTeams(manager, id, teams);
      return viewUser(manager, await findUser(manager, id));
    });
  }

  /** @throws NotFoundError, InvalidError, ConflictError when no administrator would be left */
  async update(id: string, { teams, ...fields }: ActionArgs<'user.update'>): Promise<User> {
    requireKnownRoles(fields.bindings ?? [], this.access.roles);
    const user = await this.database.transaction(async (manager) => {
      await lockRights(manager);
      await findUser(manager, id);
      if (Object.keys(fields).length > 0) await manager.update(UserEntity, id, fields);
      if (teams !== undefined) {
        await manager.delete(TeamMemberEntity, { userId: id });
        await joinTeams(manager, id, teams);
      }
      if (fields.disabled === true) await endSessions(manager, id);
      await requireAdministrator(manager, this.access.roles);
      return viewUser(manager, await findUser(manager, id));
    });
    this.changes.emit({ kind: fields.disabled === true ? 'ended' : 'changed', user: id });
    return user;
  }

  /** Gives the name of the account. @throws NotFoundError */
  async reset(id: string, password: string): Promise<string> {
    const passwordHash = await this.passwords.hash(password);
    const { username, ended } = await this.database.transaction(async (manager) => {
      const user = await findUser(manager, id);
      // The row before its sessions: a sign-in at this moment waits for the row, and finds that the password is another.
      await manager.update(UserEntity, id, { passwordHash });
      return { username: user.username, ended: await endSessions(manager, id) };
    });
    for (const credential of ended) this.changes.emit({ kind: 'ended', user: id, credential });
    return username;
  }

  /** Gives the name of the account. @throws NotFoundError, ConflictError when no administrator would be left */
  async remove(id: string): Promise<string> {
    const username = await this.database.transaction(async (manager) => {
      await lockRights(manager);
      const user = await findUser(manager, id);
      await manager.delete(UserEntity, id);
      await requireAdministrator(manager, this.access.roles);
      return user.username;
    });
    this.changes.emit({ kind: 'ended', user: id });
    return username;
  }
}

/** @throws NotFoundError */
export async function findUser(manager: EntityManager, id: string): Promise<UserEntity> {
  const user = await manager.findOneBy(UserEntity, { id });
  if (user === null) throw new NotFoundError(`There is no user ${id}.`);
  return user;
}

type NewUser = Pick<UserEntity, 'username' | 'displayName' | 'passwordHash' | 'bindings'>;

/** @throws ConflictError when the name is taken, in whatever case it is written */
export async function insertUser(manager: EntityManager, user: NewUser): Promise<{ id: string }> {
  try {
    const { identifiers } = await manager.insert(UserEntity, { ...user, usernameKey: user.username.toLowerCase() });
    return { id: String(identifiers[0]?.id) };
  } catch (error) {
    if (violates(error, 'uq_users_username_key')) throw new ConflictError(`There is a user ${user.username} already.`);
    throw error;
  }
}

async function joinTeams(manager: EntityManager, userId: string, teams: readonly string[]): Promise<void> {
  const ids = await knownIds(manager, TeamEntity, 'teams', teams);
  await manager.insert(
    TeamMemberEntity,
    ids.map((teamId) => ({ teamId, userId })),
  );
}
