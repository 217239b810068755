import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { NotFoundError } from '@longshore/contract/errors';
import type { ApiToken } from '@longshore/contract/identity';
import type { ActionArgs } from '@longshore/contract/registry';
import { PrincipalChanges } from '../access/principal-changes.ts';
import type { Principal } from '../access/principal.ts';
import { ApiTokenEntity } from './api-token.entity.ts';
import { hashSecret, randomSecret } from './secret.ts';

/** Marks our tokens, for people and for scanners that look for leaked ones. */
const MARK = 'lst_';
const PREFIX_LENGTH = MARK.length + 6;

/** API tokens of the caller: they may do what their user may. */
@Injectable()
export class ApiTokensService {
  constructor(
    @InjectRepository(ApiTokenEntity) private readonly tokens: Repository<ApiTokenEntity>,
    private readonly changes: PrincipalChanges,
  ) {}

  async list({ user }: Principal): Promise<ApiToken[]> {
    return (await this.tokens.find({ where: { userId: user.id }, order: { createdAt: 'DESC' } })).map(view);
  }

  /** The only time that the token itself is known. */
  async create({ user }: Principal, { name, expiresIn }: ActionArgs<'token.create'>): Promise<ApiToken & { token: string }> {
    const token = `${MARK}${randomSecret()}`;
    const entity = this.tokens.create({
      userId: user.id,
      name,
      prefix: token.slice(0, PREFIX_LENGTH),
      hash: hashSecret(token),
      expiresAt: expiresIn === null ? null : new Date(Date.now() + expiresIn * 1000),
    });
    return { ...view(await this.tokens.save(entity)), token };
  }

  /** Gives the name of the token. @throws NotFoundError, also for the token of somebody else */
  async remove({ user }: Principal, id: string): Promise<string> {
    const token = await this.tokens.findOneBy({ id, userId: user.id });
    if (token === null) throw new NotFoundError(`There is no token ${id}.`);
    await this.tokens.delete({ id });
    this.changes.emit({ kind: 'ended', user: user.id, credential: id });
    return token.name;
  }
}

const view = ({ id, name, prefix, createdAt, expiresAt, lastUsedAt }: ApiTokenEntity): ApiToken => ({
  id,
  name,
  prefix,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt?.toISOString() ?? null,
  // Null until its first use; absent in the entity that has just been made.
  lastUsedAt: (lastUsedAt as Date | null | undefined)?.toISOString() ?? null,
});
