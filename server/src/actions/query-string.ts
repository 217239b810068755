/**
 * The query string of a URL: a name that is repeated has the list of its values. Express's own parser silently drops
 * names past a thousand, and a list of containers may be as long as the URL.
 */
export function queryOf(url: string): Record<string, string | string[]> {
  const start = url.indexOf('?');
  const grouped = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(start < 0 ? '' : url.slice(start + 1))) {
    const values = grouped.get(name);
    if (values === undefined) grouped.set(name, [value]);
    else values.push(value);
  }
  // `__proto__` becomes a name like any other here, as it would not by assignment.
  return Object.fromEntries([...grouped].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]));
}
