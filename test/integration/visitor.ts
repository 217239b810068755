import type { Problem } from '@longshore/contract/errors';

export interface Reply<T> {
  status: number;
  headers: Headers;
  body: T;
}

/** Somebody with a browser, as far as the server can tell: keeps cookies, and sends the Origin of the page it is on. */
export class Visitor {
  cookie: string | undefined;

  constructor(
    readonly url: string,
    readonly origin: string | null = url,
  ) {}

  async request<T = Problem>(method: string, path: string, body?: unknown): Promise<Reply<T>> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        ...(this.cookie === undefined ? {} : { cookie: this.cookie }),
        ...(this.origin === null ? {} : { origin: this.origin }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    for (const cookie of response.headers.getSetCookie()) this.cookie = cookie.split(';')[0];
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: (text === '' ? undefined : JSON.parse(text)) as T };
  }

  signIn(username: string, password: string): Promise<Reply<Problem>> {
    return this.request('POST', '/session', { username, password });
  }
}
