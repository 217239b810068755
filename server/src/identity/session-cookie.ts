import type { IncomingHttpHeaders } from 'node:http';
import type { CookieOptions } from 'express';

export const SESSION_COOKIE = 'longshore_session';

/** The secret of the session cookie, undefined when the request has none. */
export function sessionSecret({ cookie }: IncomingHttpHeaders): string | undefined {
  for (const pair of cookie?.split(';') ?? []) {
    const [name, value] = pair.split('=', 2).map((part) => part.trim());
    if (name === SESSION_COOKIE && value !== undefined && value !== '') return value;
  }
  return undefined;
}

/** No script reads it, no other site sends it, and where the public URL is https it travels nowhere else. */
export const cookieOptions = (publicUrl: URL | undefined): CookieOptions => ({
  httpOnly: true,
  sameSite: 'strict',
  secure: publicUrl?.protocol === 'https:',
  path: '/',
});
