import type { InspectDocument } from './engine/documents.ts';
import type { EngineOccurrence } from './engine/events.ts';

/**
 * Tells the commands of health checks from those of people. The engine reports both alike, and a probe every few seconds in
 * every container would drown what people want to see.
 */
export class Probes {
  readonly #tests = new Map<string, string>();
  readonly #running = new Set<string>();

  /** Remembers the health check of a container. */
  learn(document: InspectDocument): void {
    const [kind, ...words] = document.Config.Healthcheck?.Test ?? [];
    if (kind === undefined || kind === 'NONE' || words.length === 0) this.#tests.delete(document.Id);
    else this.#tests.set(document.Id, words.join(' '));
  }

  forget(id: string): void {
    this.#tests.delete(id);
  }

  /** Whether an event belongs to a health check. Events of one command must be asked about in their order. */
  isProbe(event: EngineOccurrence): boolean {
    if (event.Type !== 'container' || !event.Action.startsWith('exec_')) return false;
    const exec = event.Actor.Attributes.execID ?? '';
    const test = this.#tests.get(event.Actor.ID);
    // The action is `exec_create: ` and the command with its shell before it.
    if (event.Action.startsWith('exec_create:') && test !== undefined && event.Action.endsWith(` ${test}`)) this.#running.add(exec);
    const probe = this.#running.has(exec);
    if (event.Action.startsWith('exec_die')) this.#running.delete(exec);
    return probe;
  }
}
