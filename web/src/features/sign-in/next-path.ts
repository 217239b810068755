/** Any origin will do to resolve against: only what stays within it is ours. */
const HERE = 'http://here.invalid';

/**
 * Where to go after signing in, from the address bar: `/sign-in?next=…` may have been written by anybody, so only a path of this
 * site is taken. The URL parser decides, as it will when one goes there (`//other.example` and `/\other.example` are other sites).
 */
export function nextPath(next: unknown): string {
  if (typeof next !== 'string' || !next.startsWith('/') || !URL.canParse(next, HERE)) return '/';
  const { origin, pathname, search, hash } = new URL(next, HERE);
  return origin === HERE && !pathname.startsWith('//') ? `${pathname}${search}${hash}` : '/';
}
