import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('join_tokens')
export class JoinTokenEntity {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  /** SHA-256 of the secret part, base64url: who reads the table cannot join with it. */
  @Column({ type: 'text', unique: true })
  hash!: string;

  @Column({ type: 'text', default: '' })
  description!: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  /** Name of whoever made it; the account may be gone by now. */
  @Column({ type: 'text' })
  createdBy!: string;

  @Column({ type: 'timestamptz' })
  expiresAt!: Date;

  @Column({ type: 'integer' })
  maxUses!: number;

  @Column({ type: 'integer', default: 0 })
  uses!: number;

  @Column({ type: 'boolean', default: false })
  revoked!: boolean;

  /** Made by the server for the agent that it starts itself. */
  @Column({ type: 'boolean', default: false })
  local!: boolean;

  /** Written to a file for an agent that is started together with the server. */
  @Column({ type: 'boolean', default: false })
  viaFile!: boolean;
}
