import { Injectable } from '@nestjs/common';
import type { AgentProof } from '@longshore/contract/sockets/agent';
import { HostDirectory } from '../hosts/host-directory.ts';
import type { HostEntity } from '../hosts/host.entity.ts';
import { HostJoinService } from '../hosts/host-join.service.ts';
import type { Handshake } from './handshake.ts';
import { LinkRefusedError } from './link-refused.ts';
import { Links } from './links.ts';
import { Turns } from './turns.ts';

/** Milliseconds in which the agent that is linked has to answer, or makes room for a newer one with its key. */
const PING_TIMEOUT = 2000;

const TWINS = 'Each host needs a data folder of its own: empty LONGSHORE_AGENT_DATA on one of them and join it anew.';

/** Who is behind a proven key, and may they link? */
@Injectable()
export class Admission {
  /** By host, whoever links comes one after the other. */
  readonly #turns = new Turns();

  constructor(
    private readonly hosts: HostDirectory,
    private readonly joins: HostJoinService,
    private readonly links: Links,
  ) {}

  /** The host of the key; a new one when it brings a join token that is still good. @throws LinkRefusedError */
  async identify({ hello }: Handshake, { join }: AgentProof): Promise<HostEntity> {
    const known = this.hosts.byKey(hello.key);
    if (known !== undefined) return known;
    if (join === undefined) {
      throw new LinkRefusedError(
        'This agent is not known here, and brought no join token.',
        'Make one under "Add host", and start the agent with it.',
      );
    }
    return this.joins.join({ token: join.token, publicKey: hello.key, names: [join.name, hello.hostname] });
  }

  /**
   * Waits until the host has no other link, then calls `enter`, which must make the new link at once. Of two agents with one key
   * the one that came first stays, as long as it answers.
   * @throws LinkRefusedError
   */
  makeRoom(host: HostEntity, enter: () => void): Promise<void> {
    return this.#turns.take(host.id, async () => {
      const former = this.links.get(host.id);
      if (former !== undefined) {
        if (await former.isAlive(PING_TIMEOUT)) throw new LinkRefusedError('Another agent with the same key is linked and answers.', TWINS);
        former.cut(new LinkRefusedError('It did not answer, and a newer connection took its place.').toBody());
      }
      this.#check(host);
      enter();
    });
  }

  #check(host: HostEntity): void {
    if (this.hosts.byId(host.id) !== host) throw new LinkRefusedError('This host was removed.', 'Join it anew with a new join token.');
    if (host.revoked)
      throw new LinkRefusedError(
        'The key of this host has been revoked.',
        'Remove the host and join it anew, with an empty LONGSHORE_AGENT_DATA.',
      );
  }
}
