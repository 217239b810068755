import { type BeforeApplicationShutdown, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { Repository } from 'typeorm';
import { MirrorSnapshot } from '@longshore/contract/mirror';
import { HostDirectory } from '../hosts/host-directory.ts';
import { Fleet } from './fleet.ts';
import type { FleetHost } from './fleet-host.ts';
import { HostStateEntity } from './host-state.entity.ts';

const compress = promisify(gzip);
const expand = promisify(gunzip);

/** How often what changed is written, in milliseconds: what a crash can lose of the last known state of hosts that are away. */
const PERIOD = 5000;
/** How often it is written that hosts are still there. */
const SEEN_PERIOD = 60_000;

/** Keeps the last known state of the fleet in the database: host by host, and only what changed. */
@Injectable()
export class FleetStore implements OnModuleInit, BeforeApplicationShutdown {
  readonly #logger = new Logger('Fleet');
  readonly #unsaved = new Set<FleetHost>();
  #timer: NodeJS.Timeout | undefined;
  #seenAt = performance.now();
  #saving: Promise<void> = Promise.resolve();

  constructor(
    @InjectRepository(HostStateEntity) private readonly states: Repository<HostStateEntity>,
    private readonly directory: HostDirectory,
    private readonly fleet: Fleet,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.#load();
    this.fleet.on('update', ({ kind, host }) => {
      if (kind === 'host-gone') this.#unsaved.delete(host);
      else if (kind === 'rows') this.#unsaved.add(host);
    });
    this.#saveLater();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#saving;
    clearTimeout(this.#timer);
    await this.save();
  }

  /** Writes what changed since the last time. One host after the other: the database has other things to do. */
  async save(): Promise<void> {
    await this.directory.saveObserved();
    await this.#saveSeen();
    for (const host of [...this.#unsaved]) {
      this.#unsaved.delete(host);
      try {
        await this.#saveHost(host);
      } catch (error) {
        if (this.fleet.host(host.id) === host) this.#unsaved.add(host);
        throw error;
      }
    }
  }

  async #saveSeen(): Promise<void> {
    if (performance.now() - this.#seenAt < SEEN_PERIOD) return;
    this.#seenAt = performance.now();
    await this.directory.saveSeen([...this.fleet.hosts()].flatMap(({ id, linked }) => (linked ? [id] : [])));
  }

  #saveLater(): void {
    this.#timer = setTimeout(() => {
      this.#saving = this.save()
        .catch((err: unknown) => this.#logger.error({ err }, 'The last known state of the fleet could not be written; it is tried again'))
        .then(() => this.#saveLater());
    }, PERIOD);
  }

  async #saveHost({ id, stale, knownAt, mirror }: FleetHost): Promise<void> {
    const { epoch, revision } = mirror;
    if (epoch === null) return;
    // Taken at once, with the revision: rows may go on changing while they are compressed.
    const json = JSON.stringify({ container: mirror.sorted() });
    const rows = await compress(json, { level: 1 });
    await this.states.upsert({ hostId: id, epoch, revision: String(revision), knownAt: stale ? knownAt : new Date(), rows }, ['hostId']);
  }

  async #load(): Promise<void> {
    for (const { hostId } of await this.states.find({ select: { hostId: true } })) {
      const state = await this.states.findOneBy({ hostId });
      const host = this.fleet.host(hostId);
      if (state === null || host === undefined) continue;
      const { epoch, revision, rows, knownAt } = state;
      const snapshot = MirrorSnapshot.safeParse({
        epoch,
        revision: Number(revision),
        rows: JSON.parse((await expand(rows)).toString('utf8')) as unknown,
      });
      if (snapshot.success) {
        host.mirror.replace(snapshot.data);
        // While its engine answered, the rows were true for as long as the agent was there.
        const { engine, lastSeenAt } = host.record;
        host.knownAt = engine?.state !== 'unreachable' && lastSeenAt > knownAt ? lastSeenAt : knownAt;
      } else {
        this.#logger.warn(`The last known state of host ${host.name} was written by another version; it comes anew when its agent links.`);
      }
    }
  }
}
