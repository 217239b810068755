import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { EventEntity } from './event.entity.ts';

export type NewEvent = Omit<EventEntity, 'id'>;

/** A place in the list, newest first. */
export interface EventPlace {
  at: Date;
  id: string;
}

export interface EventFilter {
  hostId?: string | undefined;
  type?: string | undefined;
  action?: string | undefined;
  /** Id or name. */
  object?: string | undefined;
  since?: string | undefined;
  until?: string | undefined;
}

/** PostgreSQL takes at most 65,535 parameters in a statement; an event has nine. */
export const MAX_INSERT = 5000;

@Injectable()
export class EventStore {
  constructor(@InjectRepository(EventEntity) private readonly events: Repository<EventEntity>) {}

  /** Stores at most MAX_INSERT events in one statement; gives back those that were not there before, as they are now. */
  async insert(events: readonly NewEvent[]): Promise<EventEntity[]> {
    const inserted = await this.events
      .createQueryBuilder()
      .insert()
      .values([...events])
      .orIgnore()
      .updateEntity(false)
      .returning(['id', 'hostId', 'epoch', 'seq'])
      .execute();
    const rows = inserted.raw as { id: string; host_id: string; epoch: string; seq: string }[];
    const ids = new Map(rows.map((row) => [`${row.host_id} ${row.epoch} ${row.seq}`, row.id]));
    return events.flatMap((event) => {
      const id = ids.get(`${event.hostId} ${event.epoch} ${event.seq}`);
      return id === undefined ? [] : [Object.assign(new EventEntity(), event, { id })];
    });
  }

  /** The number of the last stored event of each run of each agent, in the order of the runs. */
  async lastSeqs(): Promise<{ hostId: string; epoch: string; seq: number }[]> {
    const rows = await this.events.query<{ host_id: string; epoch: string; seq: string }[]>(
      'SELECT host_id, epoch, max(seq) AS seq FROM events GROUP BY host_id, epoch ORDER BY max(id)',
    );
    return rows.map((row) => ({ hostId: row.host_id, epoch: row.epoch, seq: Number(row.seq) }));
  }

  /** Newest first. */
  page(filter: EventFilter, after: EventPlace | undefined, limit: number): Promise<EventEntity[]> {
    const query = this.events.createQueryBuilder('event').orderBy('event.at', 'DESC').addOrderBy('event.id', 'DESC').limit(limit);
    const { hostId, type, action, object, since, until } = filter;
    if (hostId !== undefined) query.andWhere('event.hostId = :hostId', { hostId });
    if (type !== undefined) query.andWhere('event.type = :type', { type });
    if (action !== undefined) query.andWhere('event.action = :action', { action });
    if (object !== undefined) query.andWhere('(event.object = :object OR event.name = :object)', { object });
    if (since !== undefined) query.andWhere('event.at >= :since', { since });
    if (until !== undefined) query.andWhere('event.at < :until', { until });
    if (after !== undefined) query.andWhere('(event.at, event.id) < (:at, :id)', after);
    return query.getMany();
  }

  /** Forgets events that are older than so many days, and the oldest beyond so many. */
  async prune(days: number, most: number): Promise<void> {
    await this.events.createQueryBuilder().delete().where('at < now() - make_interval(days => :days)', { days }).execute();
    const [oldest] = await this.events.find({ select: { id: true }, order: { id: 'DESC' }, skip: most, take: 1 });
    if (oldest !== undefined) await this.events.createQueryBuilder().delete().where('id <= :id', { id: oldest.id }).execute();
  }
}
