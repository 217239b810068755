import type { DockItem } from './dock.ts';

const NAME = 'longshore.dock';

/** The tabs that this browser tab had before it was reloaded; another tab has its own. What is not in today's form is left out. */
export function rememberedItems(): DockItem[] {
  try {
    const items: unknown = JSON.parse(sessionStorage.getItem(NAME) ?? '[]');
    return Array.isArray(items) ? items.filter(isItem) : [];
  } catch {
    // Storage is denied, or somebody wrote something else there: the dock begins empty.
    return [];
  }
}

export function rememberItems(items: readonly DockItem[]): void {
  try {
    sessionStorage.setItem(NAME, JSON.stringify(items));
  } catch {
    // Storage is denied: a reload will forget the tabs, which is no reason to bother anyone.
  }
}

function isItem(item: unknown): item is DockItem {
  const { id, title, content } = (item ?? {}) as Partial<DockItem>;
  if (typeof id !== 'string' || typeof title !== 'string') return false;
  return content?.type === 'logs' ? Array.isArray(content.targets) : content?.type === 'console' && typeof content.target.host === 'string';
}
