import type { ContainerRow } from '@longshore/contract/containers';
import pLimit from 'p-limit';
import type { EngineContainers } from '../engine/containers.ts';
import type { Probes } from '../probes.ts';
import { rowOf } from './container-row.ts';
import type { Mirror } from './mirror.ts';

/** Inspections under way at once. */
const CONCURRENCY = 8;

type Refreshed = Promise<ContainerRow | null>;

/**
 * Reads containers anew and puts them into the mirror. However often one is asked for, at most one reading of it is under way
 * and one waits: what is asked during a reading is answered by the next, because the first may have looked too early.
 */
export class Refresher {
  readonly #containers: EngineContainers;
  readonly #mirror: Mirror;
  readonly #probes: Probes;
  readonly #limit = pLimit(CONCURRENCY);
  readonly #underway = new Map<string, Refreshed>();
  readonly #waiting = new Map<string, Refreshed>();

  constructor(containers: EngineContainers, mirror: Mirror, probes: Probes) {
    this.#containers = containers;
    this.#mirror = mirror;
    this.#probes = probes;
  }

  /** The container as it is now, and in the mirror; null when it is gone. @throws CodedError when the engine does not answer */
  refresh(id: string): Refreshed {
    const waiting = this.#waiting.get(id);
    if (waiting !== undefined) return waiting;
    const underway = this.#underway.get(id);
    if (underway === undefined) return this.#begin(id);
    const next = underway
      .catch(() => null)
      .then(() => {
        this.#waiting.delete(id);
        return this.#begin(id);
      });
    this.#waiting.set(id, next);
    return next;
  }

  #begin(id: string): Refreshed {
    const reading = this.#limit(() => this.#read(id)).finally(() => this.#underway.delete(id));
    this.#underway.set(id, reading);
    return reading;
  }

  async #read(id: string): Refreshed {
    const document = await this.#containers.inspect(id);
    if (document === null) {
      this.#probes.forget(id);
      this.#mirror.remove(id);
      return null;
    }
    this.#probes.learn(document);
    const row = rowOf(document);
    this.#mirror.put(row);
    return row;
  }
}
