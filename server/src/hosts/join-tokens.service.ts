import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, Repository } from 'typeorm';
import { NotFoundError } from '@longshore/contract/errors';
import type { JoinToken } from '@longshore/contract/hosts';
import { hashSecret, randomSecret } from '../identity/secret.ts';
import { LinkRefusedError } from '../link/link-refused.ts';
import { ServerKey } from '../link/server-key.ts';
import { JoinTokenEntity } from './join-token.entity.ts';

export interface JoinTokenWish {
  description: string;
  /** Seconds. */
  expiresIn: number;
  maxUses: number;
  /** Name of whoever asks for it. */
  createdBy: string;
  /** For the agent that this server starts itself. */
  local?: boolean;
  /** For the agent that finds it in a file. */
  viaFile?: boolean;
}

const NEW_TOKEN = 'Make a new join token under "Add host" and start the agent with it.';

@Injectable()
export class JoinTokensService {
  constructor(
    @InjectRepository(JoinTokenEntity) private readonly tokens: Repository<JoinTokenEntity>,
    private readonly serverKey: ServerKey,
  ) {}

  /** Makes a token. Its text, `lsj_<secret>.<hash of the server's key>`, is known here and never again. */
  async create(wish: JoinTokenWish): Promise<{ row: JoinToken; token: string }> {
    const secret = randomSecret();
    const { description, maxUses, createdBy, local = false, viaFile = false } = wish;
    const expiresAt = new Date(Date.now() + wish.expiresIn * 1000);
    const { id } = await this.tokens.save(
      this.tokens.create({ hash: hashSecret(secret), description, maxUses, createdBy, expiresAt, local, viaFile }),
    );
    const entity = await this.tokens.findOneByOrFail({ id });
    return { row: toWire(entity), token: `lsj_${secret}.${this.serverKey.fingerprint}` };
  }

  /** Newest first; those of local agents are nobody's business. */
  async list(): Promise<JoinToken[]> {
    const entities = await this.tokens.find({ where: { local: false }, order: { createdAt: 'DESC' } });
    return entities.map(toWire);
  }

  /** @throws NotFoundError */
  async revoke(id: string): Promise<void> {
    const { affected } = await this.tokens.update({ id }, { revoked: true });
    if (affected !== 1) throw new NotFoundError('There is no such join token.');
  }

  /** Those that were written to a file and not used: their text is lost when the next one is written over it. */
  async revokeFiled(): Promise<void> {
    await this.tokens.update({ viaFile: true, uses: 0 }, { revoked: true });
  }

  /**
   * Uses the token once, within the transaction of whoever joins: of two that come at once with one use left, one gets it.
   * @throws LinkRefusedError saying what is wrong with it
   */
  async redeem(transaction: EntityManager, token: string): Promise<JoinTokenEntity> {
    const [, secret, server] = /^lsj_([\w-]{43})\.([\w-]{43})$/.exec(token) ?? [];
    if (secret === undefined)
      throw new LinkRefusedError('The join token is not in the form of one.', 'Copy the whole line that "Add host" shows.');
    if (server !== this.serverKey.fingerprint) throw new LinkRefusedError('The join token was made by another server.', NEW_TOKEN);
    const hash = hashSecret(secret);
    const used = await transaction
      .createQueryBuilder()
      .update(JoinTokenEntity)
      .set({ uses: () => 'uses + 1' })
      .where('hash = :hash AND NOT revoked AND expires_at > now() AND uses < max_uses', { hash })
      .execute();
    const entity = await transaction.findOneBy(JoinTokenEntity, { hash });
    if (entity !== null && used.affected === 1) return entity;
    throw new LinkRefusedError(`The join token ${whyNot(entity)}.`, NEW_TOKEN);
  }
}

function whyNot(token: JoinTokenEntity | null): string {
  if (token === null) return 'is not known here';
  if (token.revoked) return 'has been revoked';
  return token.expiresAt.getTime() <= Date.now() ? 'has expired' : 'has been used up';
}

const toWire = ({ id, description, createdAt, createdBy, expiresAt, maxUses, uses, revoked }: JoinTokenEntity): JoinToken => ({
  id,
  description,
  createdAt: createdAt.toISOString(),
  createdBy,
  expiresAt: expiresAt.toISOString(),
  maxUses,
  uses,
  revoked,
});
