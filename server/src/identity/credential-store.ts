import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Binding } from '@longshore/contract/access';
import type { Credential, Principal } from '../access/principal.ts';
import { hashSecret } from './secret.ts';
import { SEEN_PRECISION, sessionEnd } from './session-life.ts';

/** Where a credential is kept, and which columns tell its life. */
const tables = {
  session: { name: 'sessions', name_column: `''`, from: 'created_at', used: 'last_seen_at', until: 'NULL::timestamptz' },
  token: { name: 'api_tokens', name_column: 'c.name', from: 'created_at', used: 'last_used_at', until: 'c.expires_at' },
} as const;

type Kind = Credential['kind'];

interface Row {
  id: string;
  name: string;
  created_at: Date;
  used_at: Date | null;
  expires_at: Date | null;
  user_id: string;
  username: string;
  bindings: Binding[];
}

/** Looks credentials up with the rights of their user: one query per request, so nothing is ever stale. */
@Injectable()
export class CredentialStore {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  byToken(token: string): Promise<Principal | undefined> {
    return this.#find('token', 'hash', hashSecret(token), true);
  }

  bySession(secret: string): Promise<Principal | undefined> {
    return this.#find('session', 'hash', hashSecret(secret), true);
  }

  /** Without counting as a use. */
  byCredential(kind: Kind, id: string): Promise<Principal | undefined> {
    return this.#find(kind, 'id', id, false);
  }

  async #find(kind: Kind, column: 'hash' | 'id', value: string, uses: boolean): Promise<Principal | undefined> {
    const table = tables[kind];
    const rows = await this.database.query<Row[]>(
      `SELECT c.id, ${table.name_column} AS name, c.${table.from} AS created_at, c.${table.used} AS used_at, ${table.until} AS expires_at,
              u.id AS user_id, u.username,
              u.bindings || COALESCE((SELECT jsonb_agg(b) FROM team_members m JOIN teams t ON t.id = m.team_id, jsonb_array_elements(t.bindings) b
                                      WHERE m.user_id = u.id), '[]') AS bindings
         FROM ${table.name} c JOIN users u ON u.id = c.user_id
        WHERE c.${column} = $1 AND NOT u.disabled`,
      [value],
    );
    const row = rows[0];
    if (row === undefined) return undefined;
    const now = Date.now();
    const stale = uses && now - (row.used_at?.getTime() ?? 0) >= SEEN_PRECISION;
    const by = credential(kind, row, stale ? new Date(now) : undefined);
    if ((expiry(kind, row)?.getTime() ?? Infinity) <= now) return undefined;
    if (stale) await this.database.query(`UPDATE ${table.name} SET ${table.used} = $2 WHERE id = $1`, [row.id, new Date(now)]);
    return { user: { id: row.user_id, name: row.username }, by, bindings: row.bindings };
  }
}

const expiry = (kind: Kind, row: Row, usedAt = row.used_at): Date | null =>
  kind === 'token' ? row.expires_at : sessionEnd({ createdAt: row.created_at, lastSeenAt: usedAt ?? row.created_at });

function credential(kind: Kind, row: Row, usedAt: Date | undefined): Credential {
  if (kind === 'token') return { kind, id: row.id, name: row.name, expiresAt: row.expires_at };
  return { kind, id: row.id, expiresAt: expiry(kind, row, usedAt ?? row.used_at) ?? row.created_at };
}
