import type { DataSourceOptions } from 'typeorm';
import { Naming } from './naming.ts';

/** How the entities of the server meet the database at this URL. Its schema is made by migrations alone. */
export const dataSourceOptions = (url: string) =>
  ({
    type: 'postgres',
    url,
    namingStrategy: new Naming(),
    // gen_random_uuid() is PostgreSQL's own since 13, so no extension has to be installed for it.
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    applicationName: 'longshore',
    poolSize: 10,
  }) as const satisfies DataSourceOptions;
