import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** Who did what, where, and how it ended. Names are kept as they were: the user or host may be gone by now. */
@Entity('audit_records')
@Index(['action', 'id'])
export class AuditRecordEntity {
  /** Grows with time; PostgreSQL's bigint reaches JavaScript as text. */
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  at!: Date;

  @Column({ type: 'text' })
  action!: string;

  /** Null while nobody was signed in. No foreign key: the record outlives the account. */
  @Column({ type: 'uuid', nullable: true })
  userId!: string | null;

  @Column({ type: 'text' })
  userName!: string;

  /** Name of the API token it came by. */
  @Column({ type: 'text', nullable: true })
  token!: string | null;

  @Column({ type: 'text' })
  address!: string;

  @Column({ type: 'text', nullable: true })
  host!: string | null;

  @Column({ type: 'text', nullable: true })
  target!: string | null;

  /** An error code, or `ok`. */
  @Column({ type: 'text' })
  outcome!: string;
}
