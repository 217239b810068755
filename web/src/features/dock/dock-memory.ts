import type { DockItem } from './dock.ts';

const NAME = 'longshore.dock';

/** What a dock is when it is opened again: its tabs, and those that are shown. */
export interface DockMemory {
  readonly items: readonly DockItem[];
  readonly active?: string | undefined;
  readonly beside?: string | undefined;
  readonly folded?: boolean;
}

/** What this browser tab had before it was reloaded; another tab has its own. What is not in today's form is left out. */
export function rememberedDock(): DockMemory {
  try {
    const { items, active, beside, folded } = (JSON.parse(sessionStorage.getItem(NAME) ?? '{}') ?? {}) as Partial<Record<string, unknown>>;
    const known = Array.isArray(items) ? items.filter(isItem) : [];
    const shown = known.find(({ id }) => id === active)?.id ?? known[0]?.id;
    const second = known.find(({ id }) => id === beside && id !== shown)?.id;
    return { items: known, active: shown, beside: second, folded: folded === true };
  } catch {
    // Storage is denied, or somebody wrote something else there: the dock begins empty.
    return { items: [] };
  }
}

export function rememberDock(dock: DockMemory): void {
  try {
    sessionStorage.setItem(NAME, JSON.stringify(dock));
  } catch {
    // Storage is denied: a reload will forget the tabs, which is no reason to bother anyone.
  }
}

function isItem(item: unknown): item is DockItem {
  const { id, title, content } = (item ?? {}) as Partial<DockItem>;
  if (typeof id !== 'string' || typeof title !== 'string') return false;
  if (content?.type === 'logs') return Array.isArray(content.targets) && content.targets.every(isTarget);
  return content?.type === 'console' && isTarget(content.target);
}

function isTarget(target: unknown): boolean {
  const { host, container } = (target ?? {}) as Partial<Record<string, unknown>>;
  return typeof host === 'string' && typeof container === 'string';
}
