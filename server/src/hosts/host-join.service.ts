import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { HostDirectory } from './host-directory.ts';
import { freeName, nameFrom } from './host-name.ts';
import { HostEntity } from './host.entity.ts';
import { JoinTokensService } from './join-tokens.service.ts';

export interface JoinRequest {
  token: string;
  /** Proven public key of the agent, base64url. */
  publicKey: string;
  /** What the host would like to be called, best first. */
  names: readonly (string | undefined)[];
}

/** Makes a host of an agent that nobody knows yet. */
@Injectable()
export class HostJoinService {
  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly hosts: HostDirectory,
    private readonly tokens: JoinTokensService,
  ) {}

  /** The token's use and the host are one transaction: neither is there without the other. @throws LinkRefusedError */
  async join({ token, publicKey, names }: JoinRequest): Promise<HostEntity> {
    const name = freeName(nameFrom(...names), (candidate) => this.hosts.isTaken(candidate));
    const release = this.hosts.reserve(name);
    try {
      const host = await this.database.transaction(async (transaction) => {
        const { local, viaFile } = await this.tokens.redeem(transaction, token);
        const columns = { name, nameKey: name.toLowerCase(), publicKey, local, viaFile };
        const { id } = await transaction.save(transaction.create(HostEntity, columns));
        return transaction.findOneByOrFail(HostEntity, { id });
      });
      this.hosts.add(host);
      return host;
    } finally {
      release();
    }
  }
}
