import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { LiveStats as Sample } from '@longshore/contract/sockets/browser';
import { AccessService } from '../access/access.service.ts';
import { Fleet } from '../fleet/fleet.ts';
import { resourceOfRow } from '../fleet/fleet-host.ts';
import { StatsService } from '../stats/stats.service.ts';
import { LiveSessions } from './live-sessions.ts';
import type { LiveSession } from './live-session.ts';

/** Shows samples to the browsers that have the container on the screen. */
@Injectable()
export class LiveStats implements OnModuleInit {
  constructor(
    private readonly sessions: LiveSessions,
    private readonly fleet: Fleet,
    private readonly access: AccessService,
    private readonly stats: StatsService,
  ) {}

  onModuleInit(): void {
    this.stats.on('samples', (host, samples) => {
      for (const session of this.sessions.all()) {
        const looked = session.looks.get(host);
        if (looked === undefined || session.phase === 'behind') continue;
        const seen = samples.flatMap<Sample>(({ id, stats }) => (looked.has(id) ? { host, id, stats } : []));
        // A sample that does not get through is soon followed by a better one.
        if (seen.length > 0) session.socket.volatile.emit('stats:samples', seen);
      }
    });
  }

  /** @param targets `host/container`, by id; what is not there or may not be seen is left out. @throws ForbiddenError */
  look(session: LiveSession, targets: readonly string[]): void {
    this.access.requireSomewhere(session.principal, 'container.stats');
    const former = session.looks;
    session.looks = this.#allowed(session, targets);
    const recent: Sample[] = [];
    for (const [host, ids] of session.looks) {
      for (const id of ids) {
        if (former.get(host)?.has(id) === true) continue;
        this.stats.look(host, id);
        recent.push(...this.stats.recent(host, id).map((stats) => ({ host, id, stats })));
      }
    }
    this.#lookAway(former, session.looks);
    if (recent.length > 0) session.socket.emit('stats:samples', recent);
  }

  /** The browser has left. */
  leave(session: LiveSession): void {
    this.#lookAway(session.looks, new Map());
    session.looks = new Map();
  }

  /** Whoever looks has other rights now. */
  rejudge(session: LiveSession): void {
    const former = session.looks;
    session.looks = this.#allowed(
      session,
      [...former].flatMap(([host, ids]) => [...ids].map((id) => `${host}/${id}`)),
    );
    this.#lookAway(former, session.looks);
  }

  #allowed({ principal }: LiveSession, targets: readonly string[]): Map<string, Set<string>> {
    const looks = new Map<string, Set<string>>();
    for (const target of targets) {
      const [hostId = '', id = ''] = target.split('/');
      const host = this.fleet.host(hostId);
      const row = host?.mirror.get(id);
      if (host === undefined || row === undefined || !this.access.may(principal, 'container.stats', resourceOfRow(host, row))) continue;
      const ids = looks.get(hostId) ?? new Set<string>();
      looks.set(hostId, ids.add(id));
    }
    return looks;
  }

  #lookAway(former: ReadonlyMap<string, ReadonlySet<string>>, now: ReadonlyMap<string, ReadonlySet<string>>): void {
    for (const [host, ids] of former) for (const id of ids) if (now.get(host)?.has(id) !== true) this.stats.lookAway(host, id);
  }
}
