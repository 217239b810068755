import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { ConflictError, NotFoundError } from '@longshore/contract/errors';
import type { Team } from '@longshore/contract/identity';
import type { ActionArgs } from '@longshore/contract/registry';
import { AccessService } from '../access/access.service.ts';
import { PrincipalChanges } from '../access/principal-changes.ts';
import { violates } from '../database/violations.ts';
import { knownIds } from './known-ids.ts';
import { requireKnownRoles } from './known-roles.ts';
import { lockRights, requireAdministrator } from './last-administrator.ts';
import { TeamMemberEntity } from './team-member.entity.ts';
import { TeamEntity } from './team.entity.ts';
import { UserEntity } from './user.entity.ts';

/** Teams: what is bound to one is bound to its members. */
@Injectable()
export class TeamsService {
  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly access: AccessService,
    private readonly changes: PrincipalChanges,
  ) {}

  async list(): Promise<Team[]> {
    const { manager } = this.database;
    return viewTeams(manager, await manager.find(TeamEntity, { order: { nameKey: 'ASC' } }));
  }

  /** @throws ConflictError when the name is taken, InvalidError for unknown roles or members */
  async create({ members, ...fields }: ActionArgs<'team.create'>): Promise<Team> {
    requireKnownRoles(fields.bindings, this.access.roles);
    const team = await this.database.transaction(async (manager) => {
      const { identifiers } = await named(fields.name, () => manager.insert(TeamEntity, { ...fields, nameKey: fields.name.toLowerCase() }));
      const id = String(identifiers[0]?.id);
      await setMembers(manager, id, members);
      return viewTeam(manager, id);
    });
    this.#tell(team.members.map(({ id }) => id));
    return team;
  }

  /** @throws NotFoundError, InvalidError, ConflictError when the name is taken or no administrator would be left */
  async update(id: string, { members, ...fields }: ActionArgs<'team.update'>): Promise<Team> {
    requireKnownRoles(fields.bindings ?? [], this.access.roles);
    const { before, team } = await this.database.transaction(async (manager) => {
      await lockRights(manager);
      const former = await viewTeam(manager, id);
      const { name } = fields;
      const changed = name === undefined ? fields : { ...fields, nameKey: name.toLowerCase() };
      if (Object.keys(changed).length > 0) await named(name ?? former.name, () => manager.update(TeamEntity, id, changed));
      if (members !== undefined) await setMembers(manager, id, members);
      await requireAdministrator(manager, this.access.roles);
      return { before: former, team: await viewTeam(manager, id) };
    });
    this.#tell([...before.members, ...team.members].map((member) => member.id));
    return team;
  }

  /** Gives the name of the team. @throws NotFoundError, ConflictError when no administrator would be left */
  async remove(id: string): Promise<string> {
    const team = await this.database.transaction(async (manager) => {
      await lockRights(manager);
      const former = await viewTeam(manager, id);
      await manager.delete(TeamEntity, id);
      await requireAdministrator(manager, this.access.roles);
      return former;
    });
    this.#tell(team.members.map((member) => member.id));
    return team.name;
  }

  #tell(users: readonly string[]): void {
    for (const user of new Set(users)) this.changes.emit({ kind: 'changed', user });
  }
}

/** @throws ConflictError when the database finds the name taken, in whatever case it is written */
async function named<T>(name: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (violates(error, 'uq_teams_name_key')) throw new ConflictError(`There is a team ${name} already.`);
    throw error;
  }
}

async function setMembers(manager: EntityManager, teamId: string, members: readonly string[]): Promise<void> {
  const ids = await knownIds(manager, UserEntity, 'members', members);
  await manager.delete(TeamMemberEntity, { teamId });
  await manager.insert(
    TeamMemberEntity,
    ids.map((userId) => ({ teamId, userId })),
  );
}

async function viewTeams(manager: EntityManager, teams: readonly TeamEntity[]): Promise<Team[]> {
  const members = await manager
    .createQueryBuilder(TeamMemberEntity, 'member')
    .innerJoinAndSelect('member.user', 'user')
    .where('member.teamId = ANY(:ids)', { ids: teams.map(({ id }) => id) })
    .orderBy('user.usernameKey')
    .getMany();
  return teams.map(({ id, name, description, bindings }) => ({
    id,
    name,
    description,
    members: members.filter(({ teamId }) => teamId === id).map(({ user }) => ({ id: user.id, username: user.username })),
    bindings,
  }));
}

/** @throws NotFoundError */
async function viewTeam(manager: EntityManager, id: string): Promise<Team> {
  const [view] = await viewTeams(manager, await manager.findBy(TeamEntity, { id }));
  if (view === undefined) throw new NotFoundError(`There is no team ${id}.`);
  return view;
}
