import type { IncomingHttpHeaders } from 'node:http';
import type { Config } from '../config/config.ts';

/**
 * Where other machines reach this server, as far as anybody knows: the public URL, else where the browser that asks has reached it.
 * Without either it is where the server listens.
 */
export function publicOrigin({ publicUrl, host, port }: Config, headers: IncomingHttpHeaders): string {
  if (publicUrl !== undefined) return publicUrl.origin;
  const asked = `http://${headers.host ?? ''}`;
  return URL.canParse(asked) && headers.host !== undefined ? new URL(asked).origin : `http://${host}:${port}`;
}
