import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Config } from '../config/config.ts';
import { ServerKey } from '../link/server-key.ts';
import { HostDirectory } from './host-directory.ts';
import { HostJoinService } from './host-join.service.ts';
import { HostEntity } from './host.entity.ts';
import { JoinTokenEntity } from './join-token.entity.ts';
import { JoinTokenFile } from './join-token-file.ts';
import { JoinTokensService } from './join-tokens.service.ts';

const serverKey = { provide: ServerKey, inject: [Config], useFactory: ({ data }: Config) => ServerKey.load(data) };

const hostDirectory = { provide: HostDirectory, inject: [DataSource], useFactory: (database: DataSource) => HostDirectory.load(database) };

/** The hosts there are, and how new ones join. */
@Module({
  imports: [TypeOrmModule.forFeature([HostEntity, JoinTokenEntity])],
  providers: [serverKey, hostDirectory, HostJoinService, JoinTokensService, JoinTokenFile],
  exports: [ServerKey, HostDirectory, HostJoinService, JoinTokensService],
})
export class HostsModule {}
