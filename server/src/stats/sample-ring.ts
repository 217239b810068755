import type { ContainerStats } from '@longshore/contract/stats';

const FIELDS = 9;

/** The last samples of one container in one block of numbers: as objects they would take many times the memory. */
export class SampleRing {
  readonly #numbers: Float64Array;
  readonly #size: number;
  #count = 0;

  constructor(size: number) {
    this.#size = size;
    this.#numbers = new Float64Array(size * FIELDS);
  }

  push(sample: ContainerStats): void {
    const at = (this.#count % this.#size) * FIELDS;
    const { cpu, memory, memoryLimit, networkIn, networkOut, blockRead, blockWrite, pids } = sample;
    this.#numbers.set([sample.at, cpu ?? Number.NaN, memory, memoryLimit, networkIn, networkOut, blockRead, blockWrite, pids], at);
    this.#count += 1;
  }

  get latest(): ContainerStats | undefined {
    return this.#count === 0 ? undefined : this.#read(this.#count - 1);
  }

  /** Oldest first. */
  all(): ContainerStats[] {
    const kept = Math.min(this.#count, this.#size);
    return Array.from({ length: kept }, (_, index) => this.#read(this.#count - kept + index));
  }

  /** The same samples in a ring of another size. */
  resized(size: number): SampleRing {
    const ring = new SampleRing(size);
    for (const sample of this.all().slice(-size)) ring.push(sample);
    return ring;
  }

  #read(index: number): ContainerStats {
    const start = (index % this.#size) * FIELDS;
    const [at = 0, cpu = 0, memory = 0, memoryLimit = 0, networkIn = 0, networkOut = 0, blockRead = 0, blockWrite = 0, pids = 0] =
      this.#numbers.subarray(start, start + FIELDS);
    return { at, cpu: Number.isNaN(cpu) ? null : cpu, memory, memoryLimit, networkIn, networkOut, blockRead, blockWrite, pids };
  }
}
