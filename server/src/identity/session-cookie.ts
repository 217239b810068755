import { Injectable } from '@nestjs/common';
import type { CookieOptions, Response } from 'express';
import type { IncomingHttpHeaders } from 'node:http';
import { Config } from '../config/config.ts';
import { SESSION_MAX } from './session-life.ts';

const NAME = 'longshore_session';

/** The secret of the session cookie, undefined when the request has none. */
export function sessionSecret({ cookie }: IncomingHttpHeaders): string | undefined {
  for (const pair of cookie?.split(';') ?? []) {
    const [name, value] = pair.split('=', 2).map((part) => part.trim());
    if (name === NAME && value !== undefined && value !== '') return value;
  }
  return undefined;
}

/** Gives browsers their session. No script reads the cookie, no other site sends it, and behind https it travels nowhere else. */
@Injectable()
export class SessionCookie {
  readonly #options: CookieOptions;

  constructor({ publicUrl }: Config) {
    this.#options = { httpOnly: true, sameSite: 'strict', secure: publicUrl?.protocol === 'https:', path: '/' };
  }

  /** When the session ends is for the server to say; the browser keeps the cookie for as long as it could last. */
  set(response: Response, secret: string): void {
    response.cookie(NAME, secret, { ...this.#options, maxAge: SESSION_MAX });
  }

  clear(response: Response): void {
    response.clearCookie(NAME, this.#options);
  }
}
