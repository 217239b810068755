/** Adds the key, or takes it away. */
export function toggled(selected: ReadonlySet<string>, key: string): Set<string> {
  const next = new Set(selected);
  if (!next.delete(key)) next.add(key);
  return next;
}

/** Everything from one key to another, both included, in the order shown; only the end when the start is gone. */
export function between(keys: readonly string[], from: string, to: string): string[] {
  const end = keys.indexOf(to);
  if (end < 0) return [];
  const start = keys.indexOf(from);
  return start < 0 ? [to] : keys.slice(Math.min(start, end), Math.max(start, end) + 1);
}

/** How many of the keys are selected, as a checkbox over them shows it. */
export function coverage(selected: ReadonlySet<string>, keys: readonly string[]): 'none' | 'some' | 'all' {
  if (selected.size === 0 || keys.length === 0) return 'none';
  let count = 0;
  for (const key of keys) if (selected.has(key)) count += 1;
  return count === 0 ? 'none' : count === keys.length ? 'all' : 'some';
}
