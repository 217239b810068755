import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Binding } from '@longshore/contract/access';
import type { languages, themes } from '@longshore/contract/identity';

@Entity('users')
export class UserEntity {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  /** As it was written; see `usernameKey`. */
  @Column({ type: 'text' })
  username!: string;

  /** In lower case: two names that differ in case alone are the same name. */
  @Column({ type: 'text', unique: true })
  usernameKey!: string;

  @Column({ type: 'text', default: '' })
  displayName!: string;

  /** PHC string of argon2id. */
  @Column({ type: 'text' })
  passwordHash!: string;

  @Column({ type: 'boolean', default: false })
  disabled!: boolean;

  /** Null follows the browser. */
  @Column({ type: 'text', nullable: true })
  language!: (typeof languages)[number] | null;

  @Column({ type: 'text', default: 'system' })
  theme!: (typeof themes)[number];

  @Column({ type: 'jsonb', default: [] })
  bindings!: Binding[];

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  lastSignInAt!: Date | null;
}
