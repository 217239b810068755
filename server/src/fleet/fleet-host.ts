import type { Resource } from '@longshore/contract/access';
import { COMPOSE_PROJECT, type ContainerRow } from '@longshore/contract/containers';
import { CodedError, HostOfflineError } from '@longshore/contract/errors';
import type { FoundHost } from '../actions/resource-resolver.ts';
import type { HostEntity } from '../hosts/host.entity.ts';
import { HostMirror } from './host-mirror.ts';
import type { StringPool } from './string-pool.ts';

/** An agent that has linked tells how its engine is, and then what has changed; when nothing has, it says nothing. Milliseconds. */
const SETTLE = 2000;

/** A host of the fleet in memory: its record, its containers, and whether what is known of it is true right now. */
export class FleetHost implements FoundHost {
  readonly record: HostEntity;
  readonly mirror: HostMirror;
  linked = false;
  /** A snapshot was asked for: deltas mean nothing until it comes. */
  lostPlace = false;
  /** When its rows were last known to be true; only looked at while it is stale. */
  knownAt: Date;
  #wasStale = true;
  /** Since it linked: has it told of its containers, and when did it first tell how its engine is? */
  #toldRows = false;
  #statusAt: number | undefined;

  constructor(record: HostEntity, strings: StringPool) {
    this.record = record;
    this.mirror = new HostMirror(strings);
    this.knownAt = record.lastSeenAt;
  }

  get id(): string {
    return this.record.id;
  }

  get name(): string {
    return this.record.name;
  }

  get group(): string {
    return this.record.groupName;
  }

  get tags(): readonly string[] {
    return this.record.tags;
  }

  /** The agent is away or its engine silent: the rows are those of `asOf`. */
  get stale(): boolean {
    return !this.linked || this.record.engine?.state === 'unreachable';
  }

  /** When the rows were true: `now`, unless they are stale. Both are ISO times. */
  asOf(now: string): string {
    return this.stale ? this.knownAt.toISOString() : now;
  }

  /** Why its rows may not be all that there is. */
  get doubt(): CodedError | undefined {
    if (!this.linked) return new HostOfflineError(this.name);
    const { engine } = this.record;
    if (engine?.state === 'unreachable') return new CodedError('engine_unreachable', engine.reason, { hint: engine.hint });
    const settled = this.#statusAt !== undefined && performance.now() - this.#statusAt > SETTLE;
    return this.#toldRows || settled
      ? undefined
      : new CodedError('host_offline', `Host ${this.name} has just come back.`, { hint: 'Try again in a moment.' });
  }

  noteLinked(linked: boolean): void {
    this.linked = linked;
    this.lostPlace = false;
    this.#toldRows = false;
    this.#statusAt = undefined;
    this.noteStaleness();
  }

  noteRows(): void {
    this.#toldRows = true;
  }

  noteStatus(): void {
    this.#statusAt ??= performance.now();
  }

  /** Call after whatever `stale` depends on has changed: remembers since when it is. */
  noteStaleness(): void {
    if (this.stale && !this.#wasStale) this.knownAt = new Date();
    this.#wasStale = this.stale;
  }
}

/** A container of a host, as permissions see it. */
export const resourceOfRow = (host: FleetHost, row: ContainerRow): Resource => ({
  host,
  labels: row.labels,
  stack: row.labels[COMPOSE_PROJECT],
});
