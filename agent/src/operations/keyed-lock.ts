import { abortReason } from '../engine/deadline.ts';

/** Locks by name, each given in the order it was asked for. */
export class KeyedLock {
  readonly #queues = new Map<string, (() => void)[]>();

  /** Whether somebody has it. */
  held(key: string): boolean {
    return this.#queues.has(key);
  }

  /** Waits for its turn; call what it gives to pass the turn on. @throws what the signal is aborted with */
  acquire(key: string, signal: AbortSignal): Promise<() => void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(abortReason(signal));
        return;
      }
      const grant = () => {
        signal.removeEventListener('abort', leave);
        resolve(() => this.#pass(key));
      };
      const leave = () => {
        const queue = this.#queues.get(key);
        queue?.splice(queue.indexOf(grant), 1);
        reject(abortReason(signal));
      };
      const queue = this.#queues.get(key);
      if (queue === undefined) {
        this.#queues.set(key, []);
        grant();
        return;
      }
      queue.push(grant);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  #pass(key: string): void {
    const next = this.#queues.get(key)?.shift();
    if (next === undefined) this.#queues.delete(key);
    else next();
  }
}
