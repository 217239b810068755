import type { FleetEvent } from '@longshore/contract/events';

/** Ids are counting numbers in decimal: the longer one is the greater. */
const compareIds = (a: string, b: string): number => (a.length !== b.length ? a.length - b.length : a < b ? -1 : a > b ? 1 : 0);

/** As the server lists them; a host that was away tells old events late. */
export const newerFirst = (a: FleetEvent, b: FleetEvent): number => (a.at !== b.at ? (a.at < b.at ? 1 : -1) : compareIds(b.id, a.id));

/** Events once each, newest first. */
export class EventList {
  #events: readonly FleetEvent[] = [];
  #ids = new Set<string>();

  get events(): readonly FleetEvent[] {
    return this.#events;
  }

  get oldest(): FleetEvent | undefined {
    return this.#events.at(-1);
  }

  has({ id }: FleetEvent): boolean {
    return this.#ids.has(id);
  }

  add(events: readonly FleetEvent[]): void {
    const fresh = events.filter((event) => !this.has(event));
    if (fresh.length === 0) return;
    for (const { id } of fresh) this.#ids.add(id);
    this.#events = [...fresh, ...this.#events].sort(newerFirst);
  }

  /** Forgets the oldest beyond so many. True: there were such. */
  trim(most: number): boolean {
    const over = this.#events.slice(most);
    for (const { id } of over) this.#ids.delete(id);
    if (over.length > 0) this.#events = this.#events.slice(0, most);
    return over.length > 0;
  }

  clear(): void {
    this.#events = [];
    this.#ids.clear();
  }
}
