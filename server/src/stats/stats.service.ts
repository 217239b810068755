import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EventEmitter } from 'node:events';
import type { StatsSample } from '@longshore/contract/sockets/agent';
import type { ContainerStats } from '@longshore/contract/stats';
import { Fleet } from '../fleet/fleet.ts';
import { Links } from '../link/links.ts';
import { SampleRing } from './sample-ring.ts';

/** Samples kept of a container that somebody looks at, for the curve that is drawn at once when the next one looks. */
const LOOKED_AT = 30;

/** What the containers use, as last told. Only what somebody looks at has a history, and is sampled fast by its agent. */
@Injectable()
export class StatsService extends EventEmitter<{ samples: [string, StatsSample[]] }> implements OnModuleInit {
  /** By host, by container. */
  readonly #rings = new Map<string, Map<string, SampleRing>>();
  /** By host, by container: how many look. */
  readonly #lookers = new Map<string, Map<string, number>>();
  readonly #changed = new Set<string>();

  constructor(
    private readonly fleet: Fleet,
    private readonly links: Links,
  ) {
    super();
    this.setMaxListeners(0);
  }

  onModuleInit(): void {
    this.links.on('linked', ({ hostId }) => {
      if (this.#lookers.has(hostId)) this.#tellLater(hostId);
    });
    this.fleet.on('update', (update) => {
      if (update.kind === 'host-gone') this.#rings.delete(update.host.id);
      else if (update.kind === 'rows') {
        for (const change of update.changes) if (change.op === 'del') this.#rings.get(update.host.id)?.delete(change.before.id);
      }
    });
  }

  take(hostId: string, samples: readonly StatsSample[]): void {
    const host = this.fleet.host(hostId);
    // A sample may be on its way while its container is removed.
    const known = samples.filter(({ id }) => host?.mirror.get(id) !== undefined);
    if (known.length === 0) return;
    const rings = this.#rings.get(hostId) ?? new Map<string, SampleRing>();
    this.#rings.set(hostId, rings);
    for (const { id, stats } of known) {
      const ring = rings.get(id) ?? new SampleRing(this.#looks(hostId, id) ? LOOKED_AT : 1);
      rings.set(id, ring);
      ring.push(stats);
    }
    this.emit('samples', hostId, known);
  }

  latest(hostId: string, id: string): ContainerStats | undefined {
    return this.#rings.get(hostId)?.get(id)?.latest;
  }

  /** Oldest first; one at most when nobody looked lately. */
  recent(hostId: string, id: string): ContainerStats[] {
    return this.#rings.get(hostId)?.get(id)?.all() ?? [];
  }

  look(hostId: string, id: string): void {
    const lookers = this.#lookers.get(hostId) ?? new Map<string, number>();
    this.#lookers.set(hostId, lookers);
    const count = lookers.get(id) ?? 0;
    lookers.set(id, count + 1);
    if (count === 0) this.#resize(hostId, id, LOOKED_AT);
  }

  lookAway(hostId: string, id: string): void {
    const lookers = this.#lookers.get(hostId);
    const count = lookers?.get(id) ?? 0;
    if (lookers === undefined || count === 0) return;
    if (count > 1) {
      lookers.set(id, count - 1);
      return;
    }
    lookers.delete(id);
    if (lookers.size === 0) this.#lookers.delete(hostId);
    this.#resize(hostId, id, 1);
  }

  #looks(hostId: string, id: string): boolean {
    return this.#lookers.get(hostId)?.has(id) ?? false;
  }

  #resize(hostId: string, id: string, size: number): void {
    const ring = this.#rings.get(hostId)?.get(id);
    if (ring !== undefined) this.#rings.get(hostId)?.set(id, ring.resized(size));
    this.#tellLater(hostId);
  }

  /** A page that scrolls looks at other containers in one go: its agent is told once. */
  #tellLater(hostId: string): void {
    if (this.#changed.size === 0) setImmediate(() => this.#tell());
    this.#changed.add(hostId);
  }

  #tell(): void {
    for (const hostId of this.#changed)
      this.links.get(hostId)?.send('stats:watch', { ids: [...(this.#lookers.get(hostId)?.keys() ?? [])] });
    this.#changed.clear();
  }
}
