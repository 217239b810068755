import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ErrorBody } from '@longshore/contract/errors';
import type { OperationProgress, OperationState, OperationTarget } from '@longshore/contract/operations';

/** One mutation of an engine. Names are kept as they were: host, user and target may be gone by now. */
@Entity('operations')
@Index(['hostId', 'seq'])
@Index(['targetId', 'seq'])
@Index(['userId', 'idempotencyKey'], { unique: true, where: 'idempotency_key IS NOT NULL' })
export class OperationEntity {
  /** Made by the server before anything is sent. */
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  /** Order of all operations; PostgreSQL's bigint reaches JavaScript as text. */
  @Column({ type: 'bigint', generated: 'identity', generatedIdentity: 'ALWAYS', unique: true, insert: false, update: false })
  seq!: string;

  @Column({ type: 'text' })
  action!: string;

  @Column({ type: 'uuid' })
  hostId!: string;

  @Column({ type: 'text' })
  hostName!: string;

  @Column({ type: 'text' })
  targetKind!: OperationTarget['kind'];

  @Column({ type: 'text' })
  targetId!: string;

  @Column({ type: 'text' })
  targetName!: string;

  @Column({ type: 'jsonb' })
  args!: Record<string, unknown>;

  /** Labels of the target, for permissions. */
  @Column({ type: 'jsonb' })
  labels!: Record<string, string>;

  @Column({ type: 'uuid' })
  userId!: string;

  @Column({ type: 'text' })
  userName!: string;

  /** Name of the API token it came by. */
  @Column({ type: 'text', nullable: true })
  token!: string | null;

  @Column({ type: 'text' })
  state!: OperationState;

  @Column({ type: 'boolean', default: false })
  cancelRequested!: boolean;

  /** The last one told before it ended; while it runs it is kept in memory only. */
  @Column({ type: 'jsonb', nullable: true })
  progress!: OperationProgress | null;

  @Column({ type: 'jsonb', nullable: true })
  result!: unknown;

  @Column({ type: 'jsonb', nullable: true })
  error!: ErrorBody | null;

  @Column({ type: 'jsonb', nullable: true })
  truth!: unknown;

  @Column({ type: 'timestamptz' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  startedAt!: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  endedAt!: Date | null;

  @Column({ type: 'text', nullable: true })
  idempotencyKey!: string | null;

  /** SHA-256 of what was asked under that key. */
  @Column({ type: 'text', nullable: true })
  idempotencyDigest!: string | null;
}
