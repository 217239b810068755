import type { EntityManager } from 'typeorm';
import type { User } from '@longshore/contract/identity';
import { TeamMemberEntity } from './team-member.entity.ts';
import type { UserEntity } from './user.entity.ts';

/** Accounts as they are shown, with their teams. */
export async function viewUsers(manager: EntityManager, users: readonly UserEntity[]): Promise<User[]> {
  const members = await manager
    .createQueryBuilder(TeamMemberEntity, 'member')
    .innerJoinAndSelect('member.team', 'team')
    .where('member.userId = ANY(:ids)', { ids: users.map(({ id }) => id) })
    .orderBy('team.nameKey')
    .getMany();
  return users.map((user) => ({
    id: user.id,
    username: user.username,
    displayName: user.displayName,
    disabled: user.disabled,
    language: user.language,
    theme: user.theme,
    createdAt: user.createdAt.toISOString(),
    lastSignInAt: user.lastSignInAt?.toISOString() ?? null,
    teams: members.filter(({ userId }) => userId === user.id).map(({ team: { id, name } }) => ({ id, name })),
    bindings: user.bindings,
  }));
}

export async function viewUser(manager: EntityManager, user: UserEntity): Promise<User> {
  const [view] = await viewUsers(manager, [user]);
  if (view === undefined) throw new Error('A user has no view.');
  return view;
}
