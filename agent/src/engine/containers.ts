import type { Socket } from 'node:net';
import { CodedError, type ErrorCode } from '@longshore/contract/errors';
import { ContainerInspect } from '@longshore/contract/containers';
import type { EngineClient } from './client.ts';
import { ContainerList, InspectDocument, StatsDocument, TopDocument, type ContainerSummary } from './documents.ts';

const at = (id: string, rest = '') => `/containers/${encodeURIComponent(id)}${rest}`;

/** Was the engine's refusal of this kind? */
export const refusedAs = (error: unknown, code: ErrorCode): boolean => error instanceof CodedError && error.code === code;

/** What the engine does with containers. Every call throws CodedErrors with the engine's words. */
export class EngineContainers {
  readonly #engine: EngineClient;

  constructor(engine: EngineClient) {
    this.#engine = engine;
  }

  /** All of them, running or not. */
  list(signal?: AbortSignal): Promise<ContainerSummary[]> {
    return this.#engine.get(ContainerList, '/containers/json', { query: { all: true }, signal });
  }

  /** The parts that the agent understands; null when there is no such container. */
  async inspect(id: string, signal?: AbortSignal): Promise<InspectDocument | null> {
    try {
      return await this.#engine.get(InspectDocument, at(id, '/json'), { signal });
    } catch (error) {
      if (refusedAs(error, 'not_found')) return null;
      throw error;
    }
  }

  /** Everything the engine tells of one. */
  inspectRaw(id: string, signal?: AbortSignal): Promise<ContainerInspect> {
    return this.#engine.get(ContainerInspect, at(id, '/json'), { signal });
  }

  top(id: string, signal?: AbortSignal): Promise<TopDocument> {
    return this.#engine.get(TopDocument, at(id, '/top'), { signal });
  }

  /** One reading of the counters, without the second that the engine else waits for another. */
  stats(id: string, signal?: AbortSignal): Promise<StatsDocument> {
    return this.#engine.get(StatsDocument, at(id, '/stats'), { query: { stream: false, 'one-shot': true }, signal });
  }

  start(id: string, signal: AbortSignal): Promise<void> {
    return this.#engine.change('POST', at(id, '/start'), { signal });
  }

  /** `timeout` in seconds before it is killed; -1 waits for ever, none leaves it to the container's own setting. */
  stop(id: string, timeout: number | undefined, signal: AbortSignal): Promise<void> {
    return this.#engine.change('POST', at(id, '/stop'), { query: { t: timeout }, signal });
  }

  restart(id: string, timeout: number | undefined, signal: AbortSignal): Promise<void> {
    return this.#engine.change('POST', at(id, '/restart'), { query: { t: timeout }, signal });
  }

  kill(id: string, name: string, signal: AbortSignal): Promise<void> {
    return this.#engine.change('POST', at(id, '/kill'), { query: { signal: name }, signal });
  }

  pause(id: string, signal: AbortSignal): Promise<void> {
    return this.#engine.change('POST', at(id, '/pause'), { signal });
  }

  unpause(id: string, signal: AbortSignal): Promise<void> {
    return this.#engine.change('POST', at(id, '/unpause'), { signal });
  }

  rename(id: string, name: string, signal: AbortSignal): Promise<void> {
    return this.#engine.change('POST', at(id, '/rename'), { query: { name }, signal });
  }

  remove(id: string, options: { force: boolean; volumes: boolean }, signal: AbortSignal): Promise<void> {
    return this.#engine.change('DELETE', at(id), { query: { force: options.force, v: options.volumes }, signal });
  }

  /** The size of the terminal of the main process, in characters. */
  resize(id: string, size: { cols: number; rows: number }): Promise<void> {
    return this.#engine.change('POST', at(id, '/resize'), { query: { h: size.rows, w: size.cols } });
  }

  attach(id: string, options: { logs: boolean; stdin: boolean; detachKeys: string }): Promise<Socket> {
    return this.#engine.hijack(at(id, '/attach'), { query: { stream: true, stdout: true, stderr: true, ...options } });
  }
}
