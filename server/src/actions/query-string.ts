/**
 * The query string of a URL: a name that is repeated has the list of its values. Express's own parser silently drops
 * names past a thousand, and a list of containers may be as long as the URL.
 */
export function queryOf(url: string): Record<string, string | string[]> {
  const start = url.indexOf('?');
  const query: Record<string, string | string[]> = {};
  if (start < 0) return query;
  for (const [name, value] of new URLSearchParams(url.slice(start + 1))) {
    const former = Object.hasOwn(query, name) ? query[name] : undefined;
    const values = former === undefined ? value : [former, value].flat();
    // Defined rather than assigned, so that `__proto__` is a name like any other.
    Object.defineProperty(query, name, { value: values, enumerable: true, configurable: true, writable: true });
  }
  return query;
}
