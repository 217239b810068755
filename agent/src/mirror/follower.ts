import { setTimeout as delay } from 'node:timers/promises';
import type { Engine } from '../engine/engine.ts';
import { EngineLostError } from '../engine/errors.ts';
import { openEvents, type EngineOccurrence } from '../engine/events.ts';
import { readCounts, readInfo } from '../engine/system.ts';
import { engineTime, nanosOf } from '../engine/times.ts';
import type { EventLog } from '../events.ts';
import type { Log } from '../log.ts';
import type { Probes } from '../probes.ts';
import { affectedContainer, affectsCounts } from './affected.ts';
import type { EngineHealth } from './engine-health.ts';
import { EventCursor } from './event-cursor.ts';
import type { Mirror } from './mirror.ts';
import type { Refresher } from './refresher.ts';
import { networksDiffer } from './networks-differ.ts';
import { resync } from './resync.ts';

/** All in milliseconds. */
const RESYNC_MS = 5 * 60_000;
const PING_EVERY_MS = 5000;
/** States that the engine may leave without an event are looked at again this often. */
const PASSING_MS = 2000;
/** Networks of containers that do not run are looked at this often, or more rarely where a list takes the engine long. */
const SILENT_MS = 10_000;
/** The share of an engine's time that looking may take at most. */
const SILENT_SHARE = 0.005;
const COUNTS_AFTER_MS = 1000;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 2000;

export interface FollowerParts {
  engine: Engine;
  mirror: Mirror;
  refresher: Refresher;
  health: EngineHealth;
  events: EventLog;
  probes: Probes;
  log: Log;
}

/** Keeps the mirror equal to the engine, for ever: lists once, follows its events, and begins anew when it was away. */
export class Follower {
  readonly #parts: FollowerParts;
  readonly #cursor = new EventCursor();
  /** Containers that could not be read when they changed. */
  readonly #unsure = new Set<string>();
  #counting: NodeJS.Timeout | undefined;

  constructor(parts: FollowerParts) {
    this.#parts = parts;
  }

  /** Runs until the signal is aborted. */
  async run(signal: AbortSignal): Promise<void> {
    const { health, log } = this.#parts;
    let retry = 0;
    const stopped = () => signal.aborted;
    while (!stopped()) {
      try {
        await this.#session(signal, () => (retry = 0));
      } catch (error) {
        if (stopped()) return;
        // A connection that broke is not worth an alarm when the engine takes the next one.
        if (retry > 0 || !(error instanceof EngineLostError)) {
          if (health.status?.state !== 'unreachable') log.warn({ err: error }, 'the engine cannot be reached');
          health.setUnreachable(error);
        }
        retry = Math.min(LAST_RETRY_MS, Math.max(FIRST_RETRY_MS, retry * 2));
        await delay(retry, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  /** One time with an engine that answers. @throws when it no longer does */
  async #session(outer: AbortSignal, reached: () => void): Promise<never> {
    const { engine, health, log, mirror } = this.#parts;
    const over = new AbortController();
    const signal = AbortSignal.any([outer, over.signal]);
    try {
      const { api } = await engine.client.connect(signal);
      const { info, now } = await readInfo(engine.client, signal);
      // From a time before the list, so that nothing can happen between them unseen.
      const since = this.#cursor.time ?? nanosOf(now) ?? BigInt(Date.now()) * 1_000_000n;
      const events = await openEvents(engine.client, engineTime(since), signal);
      const follow = async () => {
        await this.#list(signal);
        mirror.setReady();
        health.setOk(info);
        reached();
        log.info({ engine: info.version, api, containers: [...mirror.rows].length }, 'following the engine');
        return Promise.all([this.#ping(signal), this.#resync(signal), this.#revisit(signal), this.#lookAtSilent(signal)]);
      };
      await Promise.all([this.#pump(events), follow()]);
      throw new Error('The engine is followed no longer.');
    } finally {
      over.abort();
      clearTimeout(this.#counting);
    }
  }

  async #pump(events: AsyncGenerator<EngineOccurrence, never>): Promise<never> {
    for await (const event of events) {
      if (!this.#cursor.accept(event)) continue;
      const container = affectedContainer(event);
      if (container !== undefined) void this.#refresh(container);
      if (affectsCounts(event)) this.#countSoon();
      if (!this.#parts.probes.isProbe(event)) this.#parts.events.add(event);
    }
    throw new Error('The events of the engine have no end.');
  }

  async #list(signal: AbortSignal): Promise<void> {
    const { engine, mirror } = this.#parts;
    const listed = await engine.containers.list(signal);
    // What the mirror holds and the list does not may also have been made since: each is asked for.
    const ids = new Set([...listed.map((summary) => summary.Id), ...[...mirror.rows].map((row) => row.id)]);
    await Promise.all([...ids].map((id) => this.#refresh(id)));
    // When the engine itself is gone, so are all the answers: this says so.
    await engine.client.ping(signal);
  }

  async #refresh(id: string): Promise<void> {
    try {
      await this.#parts.refresher.refresh(id);
      this.#unsure.delete(id);
    } catch (error) {
      // One container that cannot be read must not hide the others. It is tried again until it can.
      this.#unsure.add(id);
      this.#parts.log.debug({ err: error, container: id }, 'a container could not be read');
    }
  }

  async #ping(signal: AbortSignal): Promise<never> {
    for (;;) {
      await delay(PING_EVERY_MS, undefined, { signal });
      await this.#parts.engine.client.ping(signal);
    }
  }

  async #resync(signal: AbortSignal): Promise<never> {
    const { engine, health, log, mirror, refresher } = this.#parts;
    for (;;) {
      await delay(RESYNC_MS, undefined, { signal });
      for (const id of await resync(engine.containers, mirror, refresher, signal)) {
        health.countDrift();
        log.warn({ container: id }, 'the mirror had drifted from the engine');
      }
      health.setOk((await readInfo(engine.client, signal)).info);
    }
  }

  /** A restart that fails, or a removal that is given up, is told by no event. */
  async #revisit(signal: AbortSignal): Promise<never> {
    for (;;) {
      await delay(PASSING_MS, undefined, { signal });
      const passing = [...this.#parts.mirror.rows].filter((row) => row.state === 'restarting' || row.state === 'removing');
      await Promise.all([...this.#unsure, ...passing.map((row) => row.id)].map((id) => this.#refresh(id)));
    }
  }

  /** An engine tells by no event that a container which does not run was connected to a network, or disconnected. */
  async #lookAtSilent(signal: AbortSignal): Promise<never> {
    const { engine, mirror } = this.#parts;
    let took = 0;
    for (;;) {
      await delay(Math.max(SILENT_MS, took / SILENT_SHARE), undefined, { signal });
      const begun = performance.now();
      const listed = await engine.containers.list(signal);
      took = performance.now() - begun;
      await Promise.all(networksDiffer(listed, mirror).map((id) => this.#refresh(id)));
    }
  }

  #countSoon(): void {
    clearTimeout(this.#counting);
    this.#counting = setTimeout(() => {
      readCounts(this.#parts.engine.client).then(
        (counts) => this.#parts.health.setCounts(counts),
        (error: unknown) => this.#parts.log.debug({ err: error }, 'images, volumes and networks could not be counted'),
      );
    }, COUNTS_AFTER_MS);
  }
}
