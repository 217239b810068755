import { InvalidError } from '@longshore/contract/coded-error';
import { compileQuery, parseQuery, type QuerySubject } from '@longshore/contract/query';
import { computed, type ComputedRef, type MaybeRefOrGetter, onScopeDispose, shallowRef, type ShallowRef, toValue, watch } from 'vue';
import { ContainerList, type ListRow } from './container-list.ts';
import { type Sort, sortsByStats } from './container-order.ts';
import { useFleet } from './fleet.ts';
import { FrameTask } from './frame.ts';
import { useStatsStore } from './stats.ts';

/** What is wrong with a query, and at which character. */
export interface QueryMistake {
  readonly message: string;
  readonly position: number;
}

interface Compiled {
  matches: (subject: QuerySubject) => boolean;
  /** It asks for what changes without the containers changing. */
  byStats: boolean;
  mistake: QueryMistake | null;
}

/** How often it is looked which containers run, while the list depends on what they use. Milliseconds. */
const LOOK_MS = 5000;

const everything: Compiled = { matches: () => true, byStats: false, mistake: null };

function compile(query: string, former: Compiled): Compiled {
  try {
    const byStats = parseQuery(query).some(({ field }) => field === 'cpu' || field === 'memory' || field === 'pids');
    return { matches: compileQuery(query), byStats, mistake: null };
  } catch (error) {
    if (!(error instanceof InvalidError)) throw error;
    const position = Number(error.extra.fields?.[0]?.path[1] ?? 0);
    // While it is being typed the list stays what it was.
    return { ...former, mistake: { message: error.message, position } };
  }
}

export interface ContainersOptions {
  query: MaybeRefOrGetter<string>;
  sort: MaybeRefOrGetter<Sort>;
  /** The pointer is in the table, or rows are selected: rows keep their places, values do not. */
  held?: MaybeRefOrGetter<boolean>;
}

export interface ContainersView {
  /** In order; changes at most once per animation frame. Give each row its `key`, and show its `mark`. */
  rows: Readonly<ShallowRef<readonly ListRow[]>>;
  /** How many match, without those that are only still shown. */
  total: Readonly<ShallowRef<number>>;
  /** How many rows would come, go or move: "12 changes, apply". */
  pending: Readonly<ShallowRef<number>>;
  mistake: ComputedRef<QueryMistake | null>;
  apply: () => void;
}

/** The containers that match a query, in order, for as long as the calling scope lives. */
export function useContainers({ query, sort, held = false }: ContainersOptions): ContainersView {
  const fleet = useFleet();
  const stats = useStatsStore();
  const compiled = computed<Compiled>((former = everything) => compile(toValue(query), former));
  const source = {
    get containers() {
      return fleet.containers;
    },
    stats: (key: string) => stats.sample(key),
  };
  const list = new ContainerList(source, compiled.value.matches, toValue(sort));
  const rows = shallowRef(list.shown);
  const total = shallowRef(list.total);
  const pending = shallowRef(0);
  let wasReady = fleet.ready.value;
  let changed = new Set<string>();
  let expiry: ReturnType<typeof setTimeout> | undefined;

  function publish(): void {
    rows.value = list.shown;
    total.value = list.total;
    pending.value = list.pending;
    clearTimeout(expiry);
    const next = list.nextExpiry;
    if (next !== undefined) expiry = setTimeout(() => task.ask(), next - performance.now());
  }
  const task = new FrameTask(() => {
    const now = performance.now();
    if (fleet.ready.value !== wasReady) {
      // The first picture did not just come to be: it was always so.
      wasReady = fleet.ready.value;
      list.rebuild();
    } else {
      if (changed.size > 0) list.update(changed, now);
      list.expire(now);
    }
    changed = new Set();
    publish();
  });
  const take = (keys: ReadonlySet<string>): void => {
    for (const key of keys) changed.add(key);
    task.ask();
  };
  const byStats = computed(() => compiled.value.byStats || sortsByStats(toValue(sort)));
  const who = Symbol('list');
  // Samples come of containers that somebody looks at; a list that depends on them looks at all that run.
  const look = (): void => {
    const running = byStats.value ? [...fleet.containers.values()].filter(({ row, stale }) => row.state === 'running' && !stale) : [];
    stats.look(
      who,
      running.map(({ key }) => key),
    );
  };
  let looking: ReturnType<typeof setInterval> | undefined;
  watch(
    byStats,
    (depends) => {
      clearInterval(looking);
      if (depends) looking = setInterval(look, LOOK_MS);
      look();
    },
    { immediate: true },
  );
  const stops = [
    fleet.subscribe(take),
    stats.subscribe((keys) => {
      if (byStats.value) take(keys);
    }),
  ];
  watch([() => compiled.value.matches, () => toValue(sort)], ([matches, order]) => {
    changed = new Set();
    list.show(matches, order);
    publish();
  });
  watch(
    () => toValue(held),
    (hold) => {
      list.hold(hold);
      publish();
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    for (const stop of stops) stop();
    clearInterval(looking);
    stats.look(who, []);
    task.cancel();
    clearTimeout(expiry);
  });
  const apply = (): void => {
    list.apply();
    publish();
  };
  return { rows, total, pending, mistake: computed(() => compiled.value.mistake), apply };
}
