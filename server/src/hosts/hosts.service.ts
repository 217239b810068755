import { Injectable } from '@nestjs/common';
import { NotFoundError } from '@longshore/contract/errors';
import type { Host, HostChanges } from '@longshore/contract/hosts';
import type { Principal } from '../access/principal.ts';
import { Fleet } from '../fleet/fleet.ts';
import { FleetView } from '../fleet/fleet-view.ts';
import { toHost } from '../fleet/host-wire.ts';
import { HostDirectory } from './host-directory.ts';

/** What people do with hosts. Whoever holds something of a host (its link, its operations, its streams) listens to the directory. */
@Injectable()
export class HostsService {
  constructor(
    private readonly directory: HostDirectory,
    private readonly fleet: Fleet,
    private readonly view: FleetView,
  ) {}

  /** Those that somebody may see, by name. */
  list(principal: Principal): Host[] {
    const hosts = [...this.fleet.hosts()].sort((a, b) => (a.name < b.name ? -1 : 1));
    return hosts.flatMap((host) => this.view.host(principal, host) ?? []);
  }

  /** @throws NotFoundError */
  get(id: string): Host {
    const host = this.fleet.host(id);
    if (host === undefined) throw new NotFoundError('There is no such host.');
    return toHost(host);
  }

  /** @throws NotFoundError, ConflictError when the name is taken */
  async update(id: string, changes: HostChanges): Promise<Host> {
    await this.directory.update(this.directory.require(id), changes);
    return this.get(id);
  }

  /** @throws NotFoundError */
  async revoke(id: string): Promise<Host> {
    await this.directory.revoke(this.directory.require(id));
    return this.get(id);
  }

  /** @throws NotFoundError */
  async remove(id: string): Promise<void> {
    await this.directory.remove(this.directory.require(id));
  }
}
