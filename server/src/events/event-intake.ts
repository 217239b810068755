import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { EventEmitter } from 'node:events';
import type { EngineEvent } from '@longshore/contract/events';
import { HostDirectory } from '../hosts/host-directory.ts';
import { storable } from '../link/storable.ts';
import { EventStore, MAX_INSERT, type NewEvent } from './event-store.ts';
import type { EventEntity } from './event.entity.ts';

const KEEP_DAYS = 7;
const KEEP_ROWS = 200_000;
const HOUR = 3_600_000;

interface Batch {
  events: NewEvent[];
  stored: () => void;
  failed: (error: unknown) => void;
}

/**
 * Takes the events of all agents and stores them together: what comes while one statement runs goes with the next.
 * `stored` is told after the commit.
 */
@Injectable()
export class EventIntake extends EventEmitter<{ stored: [EventEntity[]] }> implements OnModuleInit, OnModuleDestroy {
  readonly #logger = new Logger('Events');
  readonly #lastSeqs = new Map<string, { epoch: string; seq: number }>();
  readonly #queue: Batch[] = [];
  #writing = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly hosts: HostDirectory,
  ) {
    super();
    this.setMaxListeners(0);
  }

  async onModuleInit(): Promise<void> {
    for (const { hostId, epoch, seq } of await this.store.lastSeqs()) this.#note(hostId, epoch, seq);
    this.#timer = setInterval(() => {
      this.store
        .prune(KEEP_DAYS, KEEP_ROWS)
        .catch((err: unknown) => this.#logger.error({ err }, 'Old events could not be removed; it is tried again in an hour'));
    }, HOUR);
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
  }

  /** The last event of an agent's run that is stored here; 0 when none is. */
  lastSeq(hostId: string, epoch: string): number {
    const last = this.#lastSeqs.get(hostId);
    return last?.epoch === epoch ? last.seq : 0;
  }

  /** Fulfilled when they are stored. What was stored before is not stored again. */
  take(hostId: string, { epoch, events }: { epoch: string; events: readonly EngineEvent[] }): Promise<void> {
    const host = this.hosts.byId(hostId);
    const known = this.lastSeq(hostId, epoch);
    const fresh = events.filter(({ seq }) => seq > known);
    if (host === undefined || fresh.length === 0) return Promise.resolve();
    const rows = fresh.map((event) => toRow(storable(event), { hostId, hostName: host.name, epoch }));
    const parts = Array.from({ length: Math.ceil(rows.length / MAX_INSERT) }, (_, part) =>
      rows.slice(part * MAX_INSERT, (part + 1) * MAX_INSERT),
    );
    return Promise.all(parts.map((part) => this.#enqueue(part))).then(() => this.#note(hostId, epoch, fresh.at(-1)?.seq ?? known));
  }

  #enqueue(events: NewEvent[]): Promise<void> {
    return new Promise((stored, failed) => {
      this.#queue.push({ events, stored, failed });
      if (!this.#writing) void this.#write();
    });
  }

  async #write(): Promise<void> {
    this.#writing = true;
    while (this.#queue.length > 0) {
      const batches: Batch[] = [];
      let size = 0;
      for (let next = this.#queue[0]; next !== undefined && size + next.events.length <= MAX_INSERT; next = this.#queue[0]) {
        this.#queue.shift();
        batches.push(next);
        size += next.events.length;
      }
      const together = await this.#insert(batches);
      // One agent's unstorable event must not keep those of the others out.
      if (!together) for (const batch of batches) await this.#insert([batch]);
    }
    this.#writing = false;
  }

  /** False: they could not be stored together, and nobody was told yet. */
  async #insert(batches: readonly Batch[]): Promise<boolean> {
    try {
      const stored = await this.store.insert(batches.flatMap(({ events }) => events));
      for (const batch of batches) batch.stored();
      if (stored.length > 0) this.emit('stored', stored);
      return true;
    } catch (error) {
      if (batches.length > 1) return false;
      for (const batch of batches) batch.failed(error);
      return true;
    }
  }

  #note(hostId: string, epoch: string, seq: number): void {
    const last = this.#lastSeqs.get(hostId);
    if (last?.epoch !== epoch || last.seq < seq) this.#lastSeqs.set(hostId, { epoch, seq });
  }
}

/** Nanoseconds since the epoch as a date; what is no time at all happened now. */
function dateOf(nanoseconds: string): Date {
  const at = /^\d{1,20}$/.test(nanoseconds) ? new Date(Number(BigInt(nanoseconds) / 1_000_000n)) : new Date();
  return Number.isNaN(at.getTime()) ? new Date() : at;
}

const toRow = (event: EngineEvent, from: Pick<NewEvent, 'hostId' | 'hostName' | 'epoch'>): NewEvent => ({
  ...from,
  seq: String(event.seq),
  at: dateOf(event.time),
  type: event.type.slice(0, 100),
  action: event.action.slice(0, 2000),
  // An index takes no longer ones.
  object: event.id.slice(0, 500),
  name: event.name.slice(0, 500),
  attributes: event.attributes,
});
