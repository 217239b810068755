import { Column, Entity, JoinColumn, OneToOne, PrimaryColumn } from 'typeorm';
import { HostEntity } from '../hosts/host.entity.ts';

/** The last known mirror of a host, for the time while its agent is away and for the next start of the server. */
@Entity('host_states')
export class HostStateEntity {
  @PrimaryColumn({ type: 'uuid' })
  hostId!: string;

  @OneToOne(() => HostEntity, { onDelete: 'CASCADE' })
  @JoinColumn()
  host!: HostEntity;

  @Column({ type: 'text' })
  epoch!: string;

  @Column({ type: 'bigint' })
  revision!: string;

  /** When the rows were true. */
  @Column({ type: 'timestamptz' })
  knownAt!: Date;

  /** Rows by kind, as gzipped JSON: read and written whole, never searched. */
  @Column({ type: 'bytea' })
  rows!: Buffer;
}
