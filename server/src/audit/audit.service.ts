import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { LessThan, Repository } from 'typeorm';
import type { AuditRecord } from '@longshore/contract/identity';
import type { ActionArgs, ActionResult } from '@longshore/contract/registry';
import { tokenName, type Principal } from '../access/principal.ts';
import { AuditRecordEntity } from './audit-record.entity.ts';
import { cursorId } from './cursor.ts';

/** Longest name that is kept, in characters. */
const MAX_TEXT = 300;

/** One line to be kept. Arguments are not part of it: they may hold secrets. */
export interface AuditEntry {
  readonly action: string;
  readonly principal: Principal | null;
  /** Who tried, while nobody is signed in. */
  readonly userName?: string | undefined;
  readonly address: string;
  readonly host?: string | undefined;
  readonly target?: string | undefined;
  /** An error code, or `ok`. */
  readonly outcome: string;
}

@Injectable()
export class AuditService {
  readonly #log = new Logger(AuditService.name);

  constructor(@InjectRepository(AuditRecordEntity) private readonly records: Repository<AuditRecordEntity>) {}

  /** Keeps the line. What was done is done: a database that fails now is told to the log, with the line, not to the caller. */
  async record(entry: AuditEntry): Promise<void> {
    const { action, principal, userName, address, host, target, outcome } = entry;
    const row = {
      action,
      userId: principal?.user.id ?? null,
      userName: storable(principal?.user.name ?? userName ?? ''),
      token: (principal === null ? undefined : tokenName(principal)) ?? null,
      address,
      host: host === undefined ? null : storable(host),
      target: target === undefined ? null : storable(target),
      outcome,
    };
    try {
      await this.records.insert(row);
    } catch (err) {
      this.#log.error({ ...row, tokenName: row.token, err }, 'An audit record could not be stored');
    }
  }

  async list({ limit, cursor, action }: ActionArgs<'audit.list'>): Promise<ActionResult<'audit.list'>> {
    const rows = await this.records.find({
      where: { ...(cursor === undefined ? {} : { id: LessThan(cursorId(cursor)) }), ...(action === undefined ? {} : { action }) },
      order: { id: 'DESC' },
      take: limit + 1,
    });
    const items = rows.slice(0, limit);
    return { items: items.map(toRecord), next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }
}

/** What was asked for is kept also when it could be no name: without what PostgreSQL cannot hold, and not at any length. */
const storable = (text: string): string => text.replaceAll('\0', '\uFFFD').slice(0, MAX_TEXT);

function toRecord({ id, at, action, userName, token, address, host, target, outcome }: AuditRecordEntity): AuditRecord {
  return {
    id,
    at: at.toISOString(),
    action,
    user: userName,
    ...(token === null ? {} : { token }),
    address,
    ...(host === null ? {} : { host }),
    ...(target === null ? {} : { target }),
    outcome,
  };
}
