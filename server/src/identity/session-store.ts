import { LessThan, type EntityManager } from 'typeorm';
import type { CallOrigin } from './call-origin.ts';
import { hashSecret, randomSecret } from './secret.ts';
import { SESSION_IDLE, SESSION_MAX } from './session-life.ts';
import { SessionEntity } from './session.entity.ts';

const MAX_USER_AGENT = 300;

/** Begins a session of a user and gives the secret of its cookie. Sessions whose time is over are cleared away on the occasion. */
export async function startSession(manager: EntityManager, userId: string, { address, userAgent }: CallOrigin): Promise<string> {
  const now = Date.now();
  await manager.delete(SessionEntity, [
    { lastSeenAt: LessThan(new Date(now - SESSION_IDLE)) },
    { createdAt: LessThan(new Date(now - SESSION_MAX)) },
  ]);
  const secret = randomSecret();
  await manager.insert(SessionEntity, { hash: hashSecret(secret), userId, address, userAgent: userAgent.slice(0, MAX_USER_AGENT) });
  return secret;
}

/** Ends the sessions of a user, but for one, and gives their ids: to be told once the transaction is committed. */
export async function endSessions(manager: EntityManager, userId: string, exceptId?: string): Promise<string[]> {
  const [rows] = await manager.query<[{ id: string }[], number]>(
    'DELETE FROM sessions WHERE user_id = $1 AND id IS DISTINCT FROM $2::uuid RETURNING id',
    [userId, exceptId ?? null],
  );
  return rows.map(({ id }) => id);
}
