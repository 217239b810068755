import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { LogTarget } from '../../data/logs.ts';
import { randomUuid } from '../../data/uuid.ts';
import { rememberDock, rememberedDock } from './dock-memory.ts';

/** What a console runs in its container: a command, or its main process. */
export interface ConsoleTarget {
  readonly host: string;
  readonly container: string;
  readonly kind: 'exec' | 'attach';
  readonly cmd?: readonly string[];
  readonly user?: string;
  readonly workdir?: string;
  readonly env?: readonly string[];
}

export type DockContent =
  { readonly type: 'logs'; readonly targets: readonly LogTarget[] } | { readonly type: 'console'; readonly target: ConsoleTarget };

/** One tab of the dock. */
export interface DockItem {
  readonly id: string;
  readonly title: string;
  readonly content: DockContent;
}

/** The consoles and logs that stay while one walks through the pages. */
export const useDock = defineStore('dock', () => {
  const before = rememberedDock();
  const items = shallowRef<readonly DockItem[]>(before.items);
  /** The tab shown; of two, the one that was used last. */
  const active = ref(before.active);
  /** The tab shown beside it. */
  const beside = ref(before.beside);
  const maximized = ref(false);
  /** Only the tabs are there: what they hold goes on. */
  const folded = ref(before.folded ?? false);
  /** The tab that was asked for last, by hand: its console takes the keyboard. */
  const wanted = ref<string>();

  watch([items, active, beside, folded], () =>
    rememberDock({ items: items.value, active: active.value, beside: beside.value, folded: folded.value }),
  );

  const isOpen = computed(() => items.value.length > 0);
  const isShown = (id: string): boolean => !folded.value && (id === active.value || id === beside.value);

  function open(title: string, content: DockContent): void {
    const same = items.value.find((item) => content.type === 'logs' && JSON.stringify(item.content) === JSON.stringify(content));
    const id = same?.id ?? randomUuid();
    if (same === undefined) items.value = [...items.value, { id, title, content }];
    show(id);
    wanted.value = id;
  }

  /** Shows a tab: of two, in place of the one that was used last, unless it is shown already. */
  function show(id: string): void {
    folded.value = false;
    if (beside.value === id) beside.value = active.value;
    active.value = id;
  }

  function rename(id: string, title: string): void {
    items.value = items.value.map((item) => (item.id === id ? { ...item, title } : item));
  }

  function close(id: string): void {
    const index = items.value.findIndex((item) => item.id === id);
    items.value = items.value.filter((item) => item.id !== id);
    if (beside.value === id) beside.value = undefined;
    if (active.value === id) {
      active.value = beside.value ?? items.value[Math.min(index, items.value.length - 1)]?.id;
      beside.value = undefined;
    }
    if (items.value.length === 0) maximized.value = folded.value = false;
  }

  function closeAll(): void {
    items.value = [];
    active.value = beside.value = undefined;
    maximized.value = folded.value = false;
  }

  /** Puts another tab beside the one shown, or takes it away. */
  function toggleSplit(): void {
    folded.value = false;
    beside.value = beside.value === undefined ? items.value.findLast(({ id }) => id !== active.value)?.id : undefined;
  }

  function toggleMaximized(): void {
    maximized.value = folded.value || !maximized.value;
    folded.value = false;
  }

  return {
    ...{ items, active, beside, maximized, folded, wanted, isOpen },
    ...{ isShown, open, show, rename, close, closeAll, toggleSplit, toggleMaximized },
  };
});
