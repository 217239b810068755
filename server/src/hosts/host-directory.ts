import { EventEmitter } from 'node:events';
import { type DataSource, QueryFailedError } from 'typeorm';
import { ConflictError, NotFoundError } from '@longshore/contract/errors';
import type { AgentInfo, EngineStatus, HostChanges, HostScope, Refusal } from '@longshore/contract/hosts';
import { HostEntity } from './host.entity.ts';

/** What is noted of a host as it happens, and written to the database now and then. */
export interface Observed {
  lastSeenAt?: Date;
  agent?: AgentInfo;
  engine?: EngineStatus;
  refusal?: Refusal | null;
  drift?: number;
}

/** Hosts written by one statement. */
const MAX_SAVE = 500;

/** Takes host entities as a JSON array. */
const SAVE_OBSERVED = `
  UPDATE hosts SET last_seen_at = seen."lastSeenAt", agent = seen.agent, engine = seen.engine, refusal = seen.refusal, drift = seen.drift
    FROM jsonb_to_recordset($1::jsonb) AS seen(id uuid, "lastSeenAt" timestamptz, agent jsonb, engine jsonb, refusal jsonb, drift integer)
   WHERE hosts.id = seen.id`;

const nameKey = (name: string): string => name.toLowerCase();

/** PostgreSQL's code for a second row with the same unique value. */
const isDuplicate = (error: unknown): boolean =>
  error instanceof QueryFailedError && (error.driverError as { code?: string }).code === '23505';

export const scopeOf = (host: HostEntity): HostScope => ({ id: host.id, group: host.groupName, tags: host.tags });

/**
 * Every host there is, in memory and in the database. What people decide is written before it counts; what is merely
 * observed counts at once and is written by `saveObserved`. Events are told after the commit; `rescoped` means that permissions
 * may look at the host differently now.
 */
export class HostDirectory extends EventEmitter<{
  added: [HostEntity];
  changed: [HostEntity];
  rescoped: [HostEntity];
  removed: [HostEntity];
}> {
  readonly #hosts = new Map<string, HostEntity>();
  readonly #byKey = new Map<string, HostEntity>();
  readonly #names = new Map<string, HostEntity>();
  /** Names that hosts are joining under right now. */
  readonly #reserved = new Set<string>();
  readonly #unsaved = new Set<HostEntity>();

  private constructor(private readonly database: DataSource) {
    super();
    this.setMaxListeners(0);
  }

  /** With the hosts that there are: whoever is given a directory finds them in it. */
  static async load(database: DataSource): Promise<HostDirectory> {
    const directory = new HostDirectory(database);
    for (const host of await database.getRepository(HostEntity).find()) directory.#keep(host);
    return directory;
  }

  all(): Iterable<HostEntity> {
    return this.#hosts.values();
  }

  byId(id: string): HostEntity | undefined {
    return this.#hosts.get(id);
  }

  byKey(publicKey: string): HostEntity | undefined {
    return this.#byKey.get(publicKey);
  }

  byName(name: string): HostEntity | undefined {
    return this.#names.get(nameKey(name));
  }

  /** @throws NotFoundError */
  require(id: string): HostEntity {
    const host = this.#hosts.get(id);
    if (host === undefined) throw new NotFoundError('There is no such host.');
    return host;
  }

  isTaken(name: string): boolean {
    return this.#names.has(nameKey(name)) || this.#reserved.has(nameKey(name));
  }

  /** Keeps a name for a host that is joining, until the returned function is called. */
  reserve(name: string): () => void {
    const key = nameKey(name);
    this.#reserved.add(key);
    return () => void this.#reserved.delete(key);
  }

  /** Takes in a host that has been written to the database. */
  add(host: HostEntity): void {
    this.#keep(host);
    this.emit('added', host);
  }

  /** @throws ConflictError when another host has the name */
  async update(host: HostEntity, { name, description, tags, group }: HostChanges): Promise<void> {
    const columns = {
      ...(name === undefined ? {} : { name, nameKey: nameKey(name) }),
      ...(description === undefined ? {} : { description }),
      ...(tags === undefined ? {} : { tags: [...new Set(tags)] }),
      ...(group === undefined ? {} : { groupName: group }),
    };
    await this.#write(host, columns, name);
    this.#names.delete(host.nameKey);
    Object.assign(host, columns);
    this.#names.set(host.nameKey, host);
    this.emit('changed', host);
    if (tags !== undefined || group !== undefined) this.emit('rescoped', host);
  }

  async revoke(host: HostEntity): Promise<void> {
    await this.#write(host, { revoked: true });
    host.revoked = true;
    this.emit('changed', host);
  }

  async remove(host: HostEntity): Promise<void> {
    await this.database.getRepository(HostEntity).delete({ id: host.id });
    this.#hosts.delete(host.id);
    this.#byKey.delete(host.publicKey);
    this.#names.delete(host.nameKey);
    this.#unsaved.delete(host);
    this.emit('removed', host);
  }

  /** Notes what was seen of a host. */
  observe(host: HostEntity, observed: Observed): void {
    Object.assign(host, observed);
    if (!this.#hosts.has(host.id)) return;
    this.#unsaved.add(host);
    this.emit('changed', host);
  }

  /** Writes that these hosts were seen just now: what a crash leaves behind is not much older. */
  async saveSeen(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.database.query('UPDATE hosts SET last_seen_at = now() WHERE id = ANY($1)', [ids]);
  }

  /** Writes what was observed since the last time. */
  async saveObserved(): Promise<void> {
    const hosts = [...this.#unsaved].slice(0, MAX_SAVE);
    if (hosts.length === 0) return;
    for (const host of hosts) this.#unsaved.delete(host);
    try {
      await this.database.query(SAVE_OBSERVED, [JSON.stringify(hosts)]);
    } catch (error) {
      for (const host of hosts) if (this.#hosts.has(host.id)) this.#unsaved.add(host);
      throw error;
    }
    await this.saveObserved();
  }

  async #write(host: HostEntity, columns: Partial<HostEntity>, name?: string): Promise<void> {
    if (Object.keys(columns).length === 0) return;
    const taken = new ConflictError(`Another host is called ${name ?? ''} already.`);
    if (name !== undefined && nameKey(name) !== host.nameKey && this.isTaken(name)) throw taken;
    try {
      await this.database.getRepository(HostEntity).update({ id: host.id }, columns);
    } catch (error) {
      throw isDuplicate(error) ? taken : error;
    }
  }

  #keep(host: HostEntity): void {
    this.#hosts.set(host.id, host);
    this.#byKey.set(host.publicKey, host);
    this.#names.set(host.nameKey, host);
  }
}
