import { EventEmitter, once } from 'node:events';
import { isDeepStrictEqual } from 'node:util';
import { CodedError } from '@longshore/contract/errors';
import type { EngineInfo, EngineStatus } from '@longshore/contract/hosts';

/** How the engine answers. Emits `change` when that, or what it says of itself, is another than before. */
export class EngineHealth extends EventEmitter<{ change: [] }> {
  #status: EngineStatus | undefined;
  #drift = 0;

  constructor() {
    super();
    this.setMaxListeners(0);
  }

  /** Undefined until the engine was asked for the first time. */
  get status(): EngineStatus | undefined {
    return this.#status;
  }

  /** How often a resync found the mirror wrong since the agent started. */
  get drift(): number {
    return this.#drift;
  }

  get ok(): boolean {
    return this.#status?.state === 'ok';
  }

  setOk(info: EngineInfo): void {
    this.#set({ state: 'ok', info });
  }

  /** The engine's numbers of images, volumes and networks changed. */
  setCounts(counts: EngineInfo['counts']): void {
    if (this.#status?.state === 'ok') this.setOk({ ...this.#status.info, counts });
  }

  setUnreachable(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    const hint = error instanceof CodedError ? (error.extra.hint ?? '') : '';
    const info = this.#status?.info;
    this.#set({
      state: 'unreachable',
      reason,
      hint: hint === '' ? 'Look at the log of the engine on this host.' : hint,
      ...(info === undefined ? {} : { info }),
    });
  }

  countDrift(): void {
    this.#drift += 1;
    this.emit('change');
  }

  /** Resolves when the engine answers. @throws AbortError when the signal is aborted before */
  async whenOk(signal: AbortSignal): Promise<void> {
    while (!this.ok) await once(this, 'change', { signal });
  }

  /** Resolves when it answers otherwise than now. @throws AbortError when the signal is aborted before */
  async whenChanged(signal: AbortSignal): Promise<void> {
    await once(this, 'change', { signal });
  }

  #set(status: EngineStatus): void {
    if (isDeepStrictEqual(this.#status, status)) return;
    this.#status = status;
    this.emit('change');
  }
}
