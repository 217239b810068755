import type { FleetEvent } from '@longshore/contract/events';
import type { ActionInput } from '@longshore/contract/registry';
import { type MaybeRefOrGetter, onScopeDispose, shallowRef, toValue, watch } from 'vue';
import { call } from './api.ts';
import { EventList, newerFirst } from './event-list.ts';
import { type Events, useEventStore } from './events.ts';
import { FrameTask } from './frame.ts';
import { ProblemError } from './problem.ts';

/** What is shown of the events; all that is set must fit. `host` and `object` by id or name. */
export type EventFilter = Pick<ActionInput<'event.list'>, 'host' | 'type' | 'action' | 'object'>;

/** Events kept on the page; the oldest go first, and are loaded again when somebody scrolls there. */
export const KEPT_EVENTS = 5000;
const PAGE = 200;

const fits = ({ host, type, action, object }: EventFilter, event: FleetEvent): boolean =>
  (host === undefined || event.host === host || event.hostName === host) &&
  (type === undefined || event.type === type) &&
  (action === undefined || event.action === action) &&
  (object === undefined || event.object === object || event.name === object);

/** The history's upper end is exclusive. */
const justAfter = (event: FleetEvent): string => new Date(Date.parse(event.at) + 1).toISOString();

interface Page {
  items: FleetEvent[];
  next: string | null;
}

/** Events that fit a filter, as they happen and from the history, without gaps between them. */
export class EventView {
  /** Newest first. */
  readonly events = shallowRef<readonly FleetEvent[]>([]);
  /** How many came while it was paused. */
  readonly waiting = shallowRef(0);
  readonly loading = shallowRef(false);
  /** There are older ones to be loaded. */
  readonly more = shallowRef(false);
  /** Why the history could not be read. */
  readonly problem = shallowRef<ProblemError | null>(null);
  #filter: EventFilter;
  #paused = false;
  readonly #list = new EventList();
  /** What came and is not shown yet. */
  readonly #kept = new EventList();
  /** Shown at most: more once somebody loaded more. */
  #most = KEPT_EVENTS;
  /** Something may have happened that nobody told. */
  #gap = true;
  /** Where the history goes on; null at its end. */
  #place: { cursor: string } | { until: string } | null = null;
  #reading = new AbortController();
  readonly #stop: () => void;
  readonly #task = new FrameTask(() => this.#publish());

  constructor(source: Events, filter: EventFilter) {
    this.#filter = filter;
    this.#stop = source.listen({
      events: (events) => this.#take(events),
      begun: () => {
        this.#gap = true;
        void this.#refresh();
      },
    });
  }

  /** Stands still while paused; what comes meanwhile is counted. */
  pause(paused: boolean): void {
    if (paused === this.#paused) return;
    this.#paused = paused;
    if (paused) return;
    if (this.#gap) void this.#refresh();
    else this.#publish();
  }

  /** Reads again what could not be read. */
  retry(): void {
    void this.#refresh();
  }

  show(filter: EventFilter): void {
    this.#filter = filter;
    this.#list.clear();
    this.#kept.clear();
    this.#most = KEPT_EVENTS;
    this.#place = null;
    this.#gap = true;
    this.#publish();
    void this.#refresh();
  }

  /** Loads a page of older ones. */
  async older(): Promise<void> {
    if (this.#place === null || this.loading.value) return;
    const page = await this.#read(this.#place);
    if (page === undefined) return;
    this.#place = page.next === null ? null : { cursor: page.next };
    this.#list.add(page.items);
    this.#most = Math.max(this.#most, this.#list.events.length);
    this.#publish();
  }

  close(): void {
    this.#stop();
    this.#task.cancel();
    this.#reading.abort();
  }

  /** Reads the newest page, if something may have been missed. */
  async #refresh(): Promise<void> {
    if (!this.#gap || this.#paused) return;
    const newest = this.#list.events[0];
    const page = await this.#read({});
    if (page === undefined) return;
    this.#gap = false;
    const reaches = newest !== undefined && page.items.some(({ id }) => id === newest.id);
    if (!reaches) this.#beginWith(page);
    this.#list.add(page.items);
    this.#publish();
  }

  /** More happened than fits a page: a list with a hole in it would lie. */
  #beginWith(page: Page): void {
    const first = page.items[0];
    const later = [...this.#list.events, ...this.#kept.events].filter((event) => first === undefined || newerFirst(event, first) < 0);
    this.#list.clear();
    this.#kept.clear();
    this.#kept.add(later);
    this.#place = page.next === null ? null : { cursor: page.next };
  }

  /** Undefined: it could not be read, or is not wanted any more. */
  async #read(where: { cursor?: string; until?: string }): Promise<Page | undefined> {
    this.#reading.abort();
    const { signal } = (this.#reading = new AbortController());
    this.loading.value = true;
    try {
      const page = await call('event.list', {}, { ...this.#filter, ...where, limit: PAGE }, { signal });
      this.problem.value = null;
      return signal.aborted ? undefined : page;
    } catch (error) {
      if (signal.aborted) return undefined;
      if (!(error instanceof ProblemError)) throw error;
      this.problem.value = error;
      return undefined;
    } finally {
      if (!signal.aborted) this.loading.value = false;
    }
  }

  #take(events: readonly FleetEvent[]): void {
    this.#kept.add(events.filter((event) => fits(this.#filter, event) && !this.#list.has(event)));
    // So many are not waited for: the history has them.
    if (this.#kept.trim(KEPT_EVENTS)) {
      this.#gap = true;
      void this.#refresh();
    }
    this.#task.ask();
  }

  #publish(): void {
    if (!this.#paused) {
      this.#list.add(this.#kept.events);
      this.#kept.clear();
      const { oldest } = this.#list.trim(this.#most) ? this.#list : {};
      if (oldest !== undefined) this.#place = { until: justAfter(oldest) };
    }
    this.waiting.value = this.#kept.events.length;
    this.more.value = this.#place !== null;
    this.events.value = this.#list.events;
  }
}

/** Events that fit, for as long as the calling scope lives. */
export function useEvents(filter: MaybeRefOrGetter<EventFilter>, paused: MaybeRefOrGetter<boolean> = false): EventView {
  const view = new EventView(useEventStore(), toValue(filter));
  watch(
    () => ({ ...toValue(filter) }),
    (changed) => view.show(changed),
  );
  watch(
    () => toValue(paused),
    (pause) => view.pause(pause),
    { immediate: true },
  );
  onScopeDispose(() => view.close());
  return view;
}
