import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { dataSourceOptions } from './data-source-options.ts';

/**
 * The database, already migrated. A feature lists its entities with `TypeOrmModule.forFeature([…])` and injects their repositories, or
 * the DataSource for transactions; what it publishes, it publishes after the transaction has been committed.
 */
@Module({})
export class DatabaseModule {
  static of(url: string): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [TypeOrmModule.forRoot({ ...dataSourceOptions(url), autoLoadEntities: true, retryAttempts: 0 })],
    };
  }
}
