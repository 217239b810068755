import { Column, Entity, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** An engine event of the fleet. */
@Entity('events')
@Index(['at', 'id'])
@Index(['hostId', 'at'])
@Index(['object', 'at'])
// What an agent sends again after an acknowledgement was lost is stored once.
@Unique(['hostId', 'epoch', 'seq'])
export class EventEntity {
  /** Order in which they reached the server; PostgreSQL's bigint reaches JavaScript as text. */
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  /** No foreign key: what happened on a host stays known when the host is gone. */
  @Column({ type: 'uuid' })
  hostId!: string;

  @Column({ type: 'text' })
  hostName!: string;

  /** Of the agent's run, and the number of the event in it. */
  @Column({ type: 'text' })
  epoch!: string;

  @Column({ type: 'bigint' })
  seq!: string;

  /** By the engine's clock. */
  @Column({ type: 'timestamptz' })
  at!: Date;

  @Column({ type: 'text' })
  type!: string;

  @Column({ type: 'text' })
  action!: string;

  @Column({ type: 'text' })
  object!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'jsonb' })
  attributes!: Record<string, string>;
}
