import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import type { SavedView } from '@longshore/contract/identity';
import { UserEntity } from './user.entity.ts';

@Entity('saved_views')
export class SavedViewEntity {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column({ type: 'uuid' })
  @Index()
  userId!: string;

  @ManyToOne(() => UserEntity, { onDelete: 'CASCADE' })
  @JoinColumn()
  user!: UserEntity;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  page!: SavedView['page'];

  @Column({ type: 'text' })
  query!: string;

  @Column({ type: 'jsonb' })
  columns!: string[];

  @Column({ type: 'text' })
  sort!: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
