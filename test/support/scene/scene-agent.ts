import { setTimeout as sleep } from 'node:timers/promises';
import type { ContainerRow } from '@longshore/contract/containers';
import type { EngineEvent } from '@longshore/contract/events';
import type { EngineStatus } from '@longshore/contract/hosts';
import type { OperationOrder, OperationOutcome } from '@longshore/contract/operations';
import { attemptLink, makeAgentKey, type Attempt } from '../scripted-agent.ts';
import { sceneRow, sceneStats } from './scene-rows.ts';
import type { SceneHost } from './services.ts';

const STATS_EVERY_MS = 1000;

/** An agent without an engine that plays one host of the scene: its containers, what they use, what happened, and operations. */
export class SceneAgent {
  readonly host: SceneHost;
  readonly #key = makeAgentKey();
  readonly #now = Math.floor(Date.now() / 1000);
  readonly #rows: ContainerRow[];
  #socket: Attempt['socket'] | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: SceneHost) {
    this.host = host;
    this.#rows = host.services.map((service) => sceneRow(host, service, this.#now));
  }

  async join(token: string, url: string): Promise<void> {
    const { socket, outcome } = await attemptLink(url, { key: this.#key, hostname: this.host.name, token });
    if ('refused' in outcome) throw new Error(`${this.host.name} was refused: ${outcome.refused.message}`);
    this.#socket = socket;
    socket.on('operation:run', (order, ack) => {
      ack({ ok: true, data: null });
      void this.#perform(order);
    });
    socket.on('operation:cancel', ({ id }, ack) => {
      ack({ ok: true, data: null });
      this.#end(id, { state: 'cancelled', error: { code: 'cancelled', message: 'Stopped waiting; the container goes on.' } });
    });
    socket.on('query:run', (_order, ack) =>
      ack({ ok: false, error: { code: 'engine_unreachable', message: 'This host plays a part and has no engine to ask.' } }),
    );
    socket.emit('engine:status', { status: this.#engine(), drift: 0 });
    socket.emit('mirror:snapshot', { epoch: this.host.name, revision: 0, rows: { container: this.#rows } });
    await socket.emitWithAck('engine:events', { epoch: this.host.name, events: this.#events() });
    if (this.host.away === true) {
      // The server takes what was sent before the link ends.
      await sleep(300);
      socket.close();
    } else {
      this.#measure();
      this.#timer = setInterval(() => this.#measure(), STATS_EVERY_MS);
    }
  }

  close(): void {
    clearInterval(this.#timer);
    this.#socket?.close();
  }

  #measure(): void {
    const at = Date.now();
    const samples = this.host.services.flatMap((service, index) => {
      const row = this.#rows[index];
      return row?.state === 'running' ? [{ id: row.id, stats: sceneStats(this.host, service, at) }] : [];
    });
    this.#socket?.emit('stats:samples', { samples });
  }

  /** Stopping takes until it is cancelled, removing fails as engines say it, all else is done at once. */
  async #perform({ id, action, target }: OperationOrder): Promise<void> {
    if (action === 'container.stop') {
      this.#socket?.emit('operation:progress', { id, progress: { phase: 'waiting for the container to stop' } });
      return;
    }
    await sleep(50);
    const message = `You cannot remove a running container ${target.id}. Stop the container before attempting removal or force remove`;
    if (action === 'container.remove') this.#end(id, { state: 'failed', error: { code: 'conflict', message } });
    else this.#end(id, { state: 'succeeded', error: null });
  }

  #end(id: string, { state, error }: Pick<OperationOutcome, 'state' | 'error'>): void {
    const now = Date.now();
    this.#socket?.emit(
      'operation:outcome',
      { id, state, error, result: null, truth: null, startedAt: now - 1200, endedAt: now },
      () => undefined,
    );
  }

  #engine(): EngineStatus {
    const { cpus, memory } = this.host;
    return {
      state: 'ok',
      info: {
        version: '28.3.1',
        apiVersion: '1.51',
        os: 'Debian GNU/Linux 13 (trixie)',
        kernel: '6.12.30-amd64',
        arch: 'x86_64',
        cpus,
        memory: memory * 1024 ** 3,
        storageDriver: 'overlay2',
        rootDir: '/var/lib/docker',
        loggingDriver: 'json-file',
        cgroupVersion: '2',
        plugins: { Volume: ['local'], Network: ['bridge', 'host', 'macvlan', 'null', 'overlay'] },
        swarm: 'inactive',
        rootless: false,
        counts: { images: this.#rows.length + 4, volumes: 6, networks: 5 },
        warnings: [],
      },
    };
  }

  /** What its engine told in the last hours, oldest first. */
  #events(): EngineEvent[] {
    return this.#rows
      .flatMap((row) => this.#story(row))
      .sort((a, b) => a.at - b.at)
      .map(({ at, ...event }, index) => ({ ...event, seq: index + 1, time: `${Math.round(at * 1000)}000000` }));
  }

  #story(row: ContainerRow): (Omit<EngineEvent, 'seq' | 'time'> & { at: number })[] {
    const event = (at: number, action: string, attributes: Record<string, string> = {}) => ({
      at,
      type: 'container',
      action,
      id: row.id,
      name: row.name,
      attributes: { image: row.image, ...attributes },
    });
    if (row.finished !== undefined) {
      const exitCode = String(row.exitCode ?? 0);
      const oom = row.oomKilled === true ? [event(row.finished - 1, 'oom')] : [];
      return [event(row.started ?? row.finished, 'start'), ...oom, event(row.finished, 'die', { exitCode })];
    }
    if (row.health === 'unhealthy') return [event(this.#now - 340, 'health_status: unhealthy')];
    return row.started !== undefined && this.#now - row.started < 100 * 3600 ? [event(row.started, 'start')] : [];
  }
}
