import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Binding } from '@longshore/contract/access';
import type { Credential, Principal } from '../access/principal.ts';
import { rightsOf } from './rights.ts';
import { hashSecret } from './secret.ts';
import { SEEN_PRECISION, sessionEnd } from './session-life.ts';

type Kind = Credential['kind'];

/** What is read of a session or a token: they differ in two columns. */
const sources = {
  session: { table: 'sessions', used: 'last_seen_at', columns: `NULL AS name, NULL::timestamptz AS expires_at` },
  token: { table: 'api_tokens', used: 'last_used_at', columns: 'c.name, c.expires_at' },
} as const;

interface Row {
  id: string;
  name: string | null;
  created_at: Date;
  used_at: Date | null;
  expires_at: Date | null;
  user_id: string;
  username: string;
  bindings: Binding[];
}

/** Finds credentials with the rights of their user, in one query per request, so that no right is ever stale. */
@Injectable()
export class CredentialStore {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  byToken(token: string): Promise<Principal | undefined> {
    return this.#use('token', token);
  }

  bySession(secret: string): Promise<Principal | undefined> {
    return this.#use('session', secret);
  }

  /** Without counting as a use. */
  async byCredential(kind: Kind, id: string): Promise<Principal | undefined> {
    const row = await this.#find(kind, 'id', id);
    return row === undefined ? undefined : alive(kind, row);
  }

  async #use(kind: Kind, secret: string): Promise<Principal | undefined> {
    const row = await this.#find(kind, 'hash', hashSecret(secret));
    if (row === undefined || alive(kind, row) === undefined) return undefined;
    const now = new Date();
    if (now.getTime() - (row.used_at?.getTime() ?? 0) >= SEEN_PRECISION) {
      row.used_at = now;
      await this.database.query(`UPDATE ${sources[kind].table} SET ${sources[kind].used} = $2 WHERE id = $1`, [row.id, now]);
    }
    return alive(kind, row);
  }

  async #find(kind: Kind, column: 'hash' | 'id', value: string): Promise<Row | undefined> {
    const { table, used, columns } = sources[kind];
    const rows = await this.database.query<Row[]>(
      `SELECT c.id, c.created_at, c.${used} AS used_at, ${columns}, u.id AS user_id, u.username, ${rightsOf('u')} AS bindings
         FROM ${table} c JOIN users u ON u.id = c.user_id
        WHERE c.${column} = $1 AND NOT u.disabled`,
      [value],
    );
    return rows[0];
  }
}

/** Undefined when its time is over. */
function alive(kind: Kind, row: Row): Principal | undefined {
  const by = credential(kind, row);
  if (by.expiresAt !== null && by.expiresAt.getTime() <= Date.now()) return undefined;
  return { user: { id: row.user_id, name: row.username }, by, bindings: row.bindings };
}

function credential(kind: Kind, { id, name, created_at: createdAt, used_at: usedAt, expires_at: expiresAt }: Row): Credential {
  if (kind === 'token') return { kind, id, name: name ?? '', expiresAt };
  return { kind, id, expiresAt: sessionEnd({ createdAt, lastSeenAt: usedAt ?? createdAt }) };
}
