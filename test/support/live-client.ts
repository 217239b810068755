import type { ContainerRow } from '@longshore/contract/containers';
import type { Ack } from '@longshore/contract/errors';
import type { FleetEvent } from '@longshore/contract/events';
import type { Host } from '@longshore/contract/hosts';
import type { Operation } from '@longshore/contract/operations';
import { BROWSER_SOCKET_PATH, type BrowserToServer, type LiveStats, type ServerToBrowser } from '@longshore/contract/sockets/browser';
import { io, type Socket } from 'socket.io-client';
import parser from 'socket.io-msgpack-parser';
import type { RestClient } from './rest-client.ts';

/** The live socket as a browser uses it, with the plainest possible replica: what this holds is what a person sees. */
export class LiveClient {
  readonly socket: Socket<ServerToBrowser, BrowserToServer>;
  readonly operations = new Map<string, Operation>();
  readonly events: FleetEvent[] = [];
  readonly stats: LiveStats[] = [];
  /** Milliseconds (performance.now) at which a change of a container was applied, by name and state. */
  readonly seenAt = new Map<string, number>();
  ended = false;
  #hosts = new Map<string, Host>();
  #rows = new Map<string, Map<string, ContainerRow>>();
  #ready: () => void = () => undefined;

  private constructor(client: RestClient) {
    this.socket = io(client.url, {
      path: BROWSER_SOCKET_PATH,
      transports: ['websocket'],
      parser,
      extraHeaders: client.headers,
      reconnectionDelay: 100,
      reconnectionDelayMax: 1000,
    });
    this.socket.on('fleet:rows', (batch) => {
      for (const { host, rows } of batch) for (const row of rows) this.#put(host, row);
    });
    this.socket.on('fleet:changes', (changes) => {
      for (const change of changes) {
        if (change.op === 'host') this.#hosts.set(change.host.id, change.host);
        else if (change.op === 'host-gone') this.#forget(change.host);
        else if (change.op === 'put') this.#put(change.host, change.row);
        else this.#rows.get(change.host)?.delete(change.id);
      }
    });
    this.socket.on('fleet:ready', () => this.#ready());
    this.socket.on('fleet:reset', () => this.#watch());
    this.socket.on('operations:changed', (operations) => {
      for (const operation of operations) this.operations.set(operation.id, operation);
    });
    this.socket.on('events:new', (events) => void this.events.push(...events));
    this.socket.on('stats:samples', (samples) => void this.stats.push(...samples));
    this.socket.on('session:ended', () => {
      this.ended = true;
    });
    this.socket.on('connect', () => this.#watch());
  }

  /** Resolves when the first picture is complete. */
  static async open(client: RestClient): Promise<LiveClient> {
    const live = new LiveClient(client);
    await new Promise<void>((resolve, reject) => {
      live.#ready = resolve;
      live.socket.once('connect_error', reject);
    });
    live.socket.off('connect_error');
    return live;
  }

  get hosts(): Host[] {
    return [...this.#hosts.values()];
  }

  host(id: string): Host | undefined {
    return this.#hosts.get(id);
  }

  rowsOf(host: string): ContainerRow[] {
    return [...(this.#rows.get(host)?.values() ?? [])];
  }

  get rows(): ContainerRow[] {
    return [...this.#rows.values()].flatMap((rows) => [...rows.values()]);
  }

  close(): void {
    this.socket.close();
  }

  #watch(): void {
    this.#rows = new Map();
    this.socket.emit('fleet:watch', {}, (answer: Ack<{ hosts: Host[]; operations: Operation[] }>) => {
      if (!answer.ok) return;
      this.#hosts = new Map(answer.data.hosts.map((host) => [host.id, host]));
      for (const operation of answer.data.operations) this.operations.set(operation.id, operation);
    });
  }

  #put(host: string, row: ContainerRow): void {
    const rows = this.#rows.get(host) ?? new Map<string, ContainerRow>();
    this.#rows.set(host, rows.set(row.id, row));
    this.seenAt.set(`${row.name} ${row.state}`, performance.now());
  }

  #forget(host: string): void {
    this.#hosts.delete(host);
    this.#rows.delete(host);
  }
}
