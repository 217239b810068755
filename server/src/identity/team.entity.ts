import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Binding } from '@longshore/contract/access';

@Entity('teams')
export class TeamEntity {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column({ type: 'text' })
  name!: string;

  /** In lower case, as with users. */
  @Column({ type: 'text', unique: true })
  nameKey!: string;

  @Column({ type: 'text', default: '' })
  description!: string;

  @Column({ type: 'jsonb', default: [] })
  bindings!: Binding[];
}
