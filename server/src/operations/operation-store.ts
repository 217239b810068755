import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, IsNull, Repository, type QueryDeepPartialEntity } from 'typeorm';
import { OperationEntity } from './operation.entity.ts';

/** How an operation ended, as it is stored. */
export type OperationEnd = Pick<OperationEntity, 'state' | 'progress' | 'result' | 'error' | 'truth' | 'startedAt' | 'endedAt'>;

/** TypeORM takes expressions as well as values, and its type for that does not reach into JSON. */
type Columns = QueryDeepPartialEntity<OperationEntity>;

/** The operations in the database. Every change says from which state it may be made, so that none is undone by a late one. */
@Injectable()
export class OperationStore {
  constructor(@InjectRepository(OperationEntity) private readonly operations: Repository<OperationEntity>) {}

  async insert(entity: OperationEntity): Promise<void> {
    const inserted = await this.operations
      .createQueryBuilder()
      .insert()
      .values(entity as Columns)
      .returning('seq')
      .execute();
    const [row] = inserted.raw as { seq: string }[];
    if (row === undefined) throw new Error('The operation was not stored.');
    entity.seq = row.seq;
  }

  /** Forgets an operation that was never sent. */
  async discard(id: string): Promise<void> {
    await this.operations.delete({ id });
  }

  byKey(userId: string, idempotencyKey: string): Promise<OperationEntity | null> {
    return this.operations.findOneBy({ userId, idempotencyKey });
  }

  byId(id: string): Promise<OperationEntity | null> {
    return this.operations.findOneBy({ id });
  }

  unended(): Promise<OperationEntity[]> {
    return this.operations.find({ where: { state: In(['pending', 'running']) }, order: { seq: 'ASC' } });
  }

  async setRunning(id: string, startedAt: Date): Promise<void> {
    await this.operations.update({ id, state: 'pending' }, { state: 'running', startedAt });
  }

  async requestCancel(id: string): Promise<void> {
    await this.operations.update({ id, endedAt: IsNull() }, { cancelRequested: true });
  }

  /** False: it had ended before. */
  async end(id: string, end: OperationEnd): Promise<boolean> {
    const { affected } = await this.operations.update({ id, endedAt: IsNull() }, end as Columns);
    return affected === 1;
  }

  /** Operations before a place in the list, newest first, as many as asked for. */
  async page(filter: {
    before?: string | undefined;
    limit: number;
    where: Partial<Record<'hostId' | 'targetId' | 'action', string>>;
    states?: string[] | undefined;
  }): Promise<OperationEntity[]> {
    const query = this.operations.createQueryBuilder('operation').where(filter.where).orderBy('operation.seq', 'DESC').limit(filter.limit);
    if (filter.before !== undefined) query.andWhere('operation.seq < :before', { before: filter.before });
    if (filter.states !== undefined) query.andWhere('operation.state IN (:...states)', { states: filter.states });
    return query.getMany();
  }

  /** Forgets ended operations that are older than so many days, and the oldest beyond so many. */
  async prune(days: number, most: number): Promise<void> {
    const ended = this.operations.createQueryBuilder().delete().where('ended_at IS NOT NULL');
    await ended.clone().andWhere('created_at < now() - make_interval(days => :days)', { days }).execute();
    const [oldest] = await this.operations.find({ select: { seq: true }, order: { seq: 'DESC' }, skip: most, take: 1 });
    if (oldest !== undefined) await ended.clone().andWhere('seq <= :seq', { seq: oldest.seq }).execute();
  }
}
