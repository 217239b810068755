import type { MigrationInterface } from 'typeorm';
import { Identity1763700000001 } from './1763700000001-identity.ts';
import { Audit1763700000002 } from './1763700000002-audit.ts';
import { Fleet1763700000003 } from './1763700000003-fleet.ts';
import { JoinTokenFile1763700000004 } from './1763700000004-join-token-file.ts';

/** Every change of the schema, in order. A migration that was released is never edited: a further one follows it. */
export const migrations: (new () => MigrationInterface)[] = [
  Identity1763700000001,
  Audit1763700000002,
  Fleet1763700000003,
  JoinTokenFile1763700000004,
];
