import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { AgentInfo, EngineStatus, Refusal } from '@longshore/contract/hosts';

/** A host that joined. What its agent says of itself and its engine is kept as last known. */
@Entity('hosts')
export class HostEntity {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column({ type: 'text' })
  name!: string;

  /** In lower case: two names that differ in case alone are the same name. */
  @Column({ type: 'text', unique: true })
  nameKey!: string;

  @Column({ type: 'text', default: '' })
  description!: string;

  @Column({ type: 'jsonb', default: [] })
  tags!: string[];

  /** Empty: in no group. The column is not called `group`, which SQL keeps for itself. */
  @Column({ type: 'text', default: '' })
  groupName!: string;

  /** Raw Ed25519 public key of its agent, base64url. */
  @Column({ type: 'text', unique: true })
  publicKey!: string;

  @Column({ type: 'boolean', default: false })
  revoked!: boolean;

  /** Its agent was started by this server, on the same machine. */
  @Column({ type: 'boolean', default: false })
  local!: boolean;

  /** Its agent took its join token from the file that this server writes. */
  @Column({ type: 'boolean', default: false })
  viaFile!: boolean;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  joinedAt!: Date;

  /** Written when the link is made or lost, not on every heartbeat. */
  @Column({ type: 'timestamptz', default: () => 'now()' })
  lastSeenAt!: Date;

  @Column({ type: 'jsonb', nullable: true })
  agent!: AgentInfo | null;

  @Column({ type: 'jsonb', nullable: true })
  engine!: EngineStatus | null;

  @Column({ type: 'jsonb', nullable: true })
  refusal!: Refusal | null;

  @Column({ type: 'integer', default: 0 })
  drift!: number;
}
