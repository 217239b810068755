import type { SavedView } from '@longshore/contract/identity';
import { computed, type ComputedRef, type Ref, ref } from 'vue';
import { useLoad } from '../../../calls/useLoad.ts';
import { call } from '../../../data/api.ts';
import type { ProblemError } from '../../../data/problem.ts';

/** What a view keeps. */
export type ViewContent = Pick<SavedView, 'query' | 'columns' | 'sort'>;

export interface SavedViews {
  list: ComputedRef<readonly SavedView[]>;
  problem: Readonly<Ref<ProblemError | null>>;
  reload: () => Promise<void>;
  /** The view that is shown, or was before the list was changed. */
  current: ComputedRef<SavedView | undefined>;
  /** The list is not what its view keeps any more. */
  changed: ComputedRef<boolean>;
  apply: (view: SavedView) => void;
  /** These throw ProblemError. */
  save: (name: string) => Promise<void>;
  update: (view: SavedView, changes: { name?: string }) => Promise<void>;
  remove: (view: SavedView) => Promise<void>;
}

const isSame = (a: ViewContent, b: ViewContent): boolean =>
  a.query.trim() === b.query.trim() && a.sort === b.sort && a.columns.join(',') === b.columns.join(',');

/** The views a person keeps of the list of containers. `now` is what is shown, `show` shows another. */
export function useSavedViews(now: () => ViewContent, show: (content: ViewContent) => void): SavedViews {
  const { data, problem, reload } = useLoad((signal) => call('view.list', {}, {}, { signal }));
  const list = computed(() => data.value?.items ?? []);
  const applied = ref<string>();
  const current = computed(() => list.value.find((view) => isSame(view, now())) ?? list.value.find(({ id }) => id === applied.value));

  return {
    list,
    problem,
    reload,
    current,
    changed: computed(() => current.value !== undefined && !isSame(current.value, now())),
    apply: (view) => {
      applied.value = view.id;
      show(view);
    },
    save: async (name) => {
      const view = await call('view.create', {}, { ...now(), name, page: 'containers' });
      await reload();
      applied.value = view.id;
    },
    update: async (view, changes) => {
      await call('view.update', { view: view.id }, changes.name === undefined ? now() : changes);
      await reload();
    },
    remove: async (view) => {
      await call('view.remove', { view: view.id });
      if (applied.value === view.id) applied.value = undefined;
      await reload();
    },
  };
}
