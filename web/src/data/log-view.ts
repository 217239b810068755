import { computed, type MaybeRefOrGetter, onScopeDispose, shallowRef, toValue, triggerRef, watch } from 'vue';
import { FrameTask } from './frame.ts';
import { compileLogFilter, type LogFilter } from './log-filter.ts';
import type { LineRing, LogLine } from './log-lines.ts';
import type { LogSession } from './logs.ts';

/** Lines looked at in one frame: more would be felt while typing. */
const PER_FRAME = 20_000;

/** The lines of a ring that fit a filter. It follows the ring: each line is looked at once. */
export class FilteredLines {
  #lines: LogLine[] = [];
  /** How many at the front are gone: cheaper than shifting a long list. */
  #gone = 0;
  /** Id of the first line that was not looked at. */
  #next = 0;

  constructor(
    readonly ring: LineRing,
    private readonly matches: (line: LogLine) => boolean,
  ) {}

  get length(): number {
    return this.#lines.length - this.#gone;
  }

  at(index: number): LogLine | undefined {
    return index < 0 ? undefined : this.#lines[this.#gone + index];
  }

  /** Where a line stands among those that fit: its own place, or that of the next one. */
  indexOf(id: number): number {
    let [low, high] = [this.#gone, this.#lines.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#lines[middle]?.id ?? Infinity) < id) low = middle + 1;
      else high = middle;
    }
    return low - this.#gone;
  }

  /** Looks at some of the lines that are new. True: that were all. */
  advance(most = PER_FRAME): boolean {
    const { ring } = this;
    const first = Math.max(this.#next, ring.dropped);
    const end = Math.min(ring.dropped + ring.length, first + most);
    for (let id = first; id < end; id += 1) {
      const line = ring.at(id - ring.dropped);
      if (line !== undefined && this.matches(line)) this.#lines.push(line);
    }
    this.#next = end;
    this.#letGo(ring.dropped);
    return end === ring.dropped + ring.length;
  }

  #letGo(dropped: number): void {
    while ((this.#lines[this.#gone]?.id ?? Infinity) < dropped) this.#gone += 1;
    if (this.#gone > 1000 && this.#gone > this.#lines.length / 2) {
      this.#lines = this.#lines.slice(this.#gone);
      this.#gone = 0;
    }
  }
}

export interface LogView {
  /** Read through this object, `length` and `at(index)` are followed in templates and computed values, once per frame. */
  readonly lines: Pick<FilteredLines, 'length' | 'at' | 'indexOf'>;
  /** Lines are still being looked through. */
  readonly searching: boolean;
  /** Why the searched text is no regular expression. */
  readonly mistake: string | null;
}

/** The lines of a session that fit a filter, for as long as the calling scope lives. */
export function useLogView(session: MaybeRefOrGetter<LogSession>, filter: MaybeRefOrGetter<LogFilter>): LogView {
  const compiled = computed(() => compileLogFilter(toValue(filter)));
  const filtered = shallowRef(new FilteredLines(toValue(session).lines, compiled.value.matches));
  const searching = shallowRef(false);
  const advance = (): void => {
    searching.value = !filtered.value.advance();
    if (searching.value) task.ask();
  };
  const task = new FrameTask(() => {
    advance();
    triggerRef(filtered);
  });
  watch(
    [() => toValue(session), compiled],
    ([now, { matches }]) => {
      filtered.value = new FilteredLines(now.lines, matches);
      advance();
    },
    { immediate: true },
  );
  // The ring is the same object always: what changes is what it holds.
  watch([() => toValue(session).lines.dropped, () => toValue(session).lines.length], () => task.ask());
  onScopeDispose(() => task.cancel());
  return {
    get lines() {
      return filtered.value;
    },
    get searching() {
      return searching.value;
    },
    get mistake() {
      return compiled.value.mistake;
    },
  };
}
