import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { LogTarget } from '../../data/logs.ts';
import { randomUuid } from '../../data/uuid.ts';
import { rememberedItems, rememberItems } from './dock-memory.ts';

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
  const items = shallowRef<readonly DockItem[]>(rememberedItems());
  /** The tab shown; of two panes, that of the first. */
  const active = ref(items.value[0]?.id);
  /** The tab shown beside it. */
  const beside = ref<string>();
  const maximized = ref(false);

  watch(items, rememberItems);

  const isOpen = computed(() => items.value.length > 0);

  function open(title: string, content: DockContent): void {
    const same = items.value.find((item) => content.type === 'logs' && JSON.stringify(item.content) === JSON.stringify(content));
    if (same !== undefined) {
      show(same.id);
      return;
    }
    const id = randomUuid();
    items.value = [...items.value, { id, title, content }];
    show(id);
  }

  function show(id: string): void {
    if (beside.value === id) beside.value = undefined;
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
    if (items.value.length === 0) maximized.value = false;
  }

  function closeAll(): void {
    items.value = [];
    active.value = beside.value = undefined;
    maximized.value = false;
  }

  /** Puts another tab beside the one shown, or takes it away. */
  function toggleSplit(): void {
    beside.value = beside.value === undefined ? items.value.findLast(({ id }) => id !== active.value)?.id : undefined;
  }

  return { items, active, beside, maximized, isOpen, open, show, rename, close, closeAll, toggleSplit };
});
