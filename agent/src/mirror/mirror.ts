import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { isDeepStrictEqual } from 'node:util';
import type { ContainerRow } from '@longshore/contract/containers';
import type { MirrorChange, MirrorDelta, MirrorSnapshot } from '@longshore/contract/mirror';

/** Changes kept, so that a link that comes back gets only what it missed. */
export const RING_SIZE = 5000;

/**
 * The picture of the engine's containers. Every real difference is one numbered change; what is put again unchanged is none.
 * Emits `change` after each, and `ready` when the picture is whole for the first time.
 */
export class Mirror extends EventEmitter<{ change: [MirrorChange]; ready: [] }> {
  /** New each time an agent starts: revisions of another epoch mean nothing. */
  readonly epoch = randomUUID();
  readonly #rows = new Map<string, ContainerRow>();
  readonly #ring: MirrorChange[] = [];
  #revision = 0;
  #ready = false;

  constructor() {
    super();
    // Each log stream and waiting operation listens for a while.
    this.setMaxListeners(0);
  }

  /** How many changes there were. */
  get revision(): number {
    return this.#revision;
  }

  /** Whether the engine was listed completely at least once. Before that, what is here is a part of the truth. */
  get ready(): boolean {
    return this.#ready;
  }

  get rows(): IterableIterator<ContainerRow> {
    return this.#rows.values();
  }

  row(id: string): ContainerRow | undefined {
    return this.#rows.get(id);
  }

  setReady(): void {
    if (this.#ready) return;
    this.#ready = true;
    this.emit('ready');
  }

  /** True when it was a change. */
  put(row: ContainerRow): boolean {
    if (isDeepStrictEqual(this.#rows.get(row.id), row)) return false;
    this.#rows.set(row.id, row);
    this.#record({ op: 'put', kind: 'container', row });
    return true;
  }

  /** True when it was a change. */
  remove(id: string): boolean {
    if (!this.#rows.delete(id)) return false;
    this.#record({ op: 'del', kind: 'container', id });
    return true;
  }

  snapshot(): MirrorSnapshot {
    return { epoch: this.epoch, revision: this.#revision, rows: { container: [...this.#rows.values()] } };
  }

  /** What changed after a revision; null when that is no longer, or not yet, known. */
  since(revision: number): MirrorDelta | null {
    const missed = this.#revision - revision;
    if (missed < 0 || missed > this.#ring.length) return null;
    const changes = missed === 0 ? [] : this.#ring.slice(-missed);
    return { epoch: this.epoch, from: revision, revision: this.#revision, changes };
  }

  #record(change: MirrorChange): void {
    this.#revision += 1;
    this.#ring.push(change);
    // Cut in portions: to shift a list of thousands for each change would cost more than the change.
    if (this.#ring.length >= RING_SIZE * 1.2) this.#ring.splice(0, this.#ring.length - RING_SIZE);
    this.emit('change', change);
  }
}
