import type { IncomingHttpHeaders } from 'node:http';

/**
 * Did a page of ours make this request? Browsers tell the origin of every request that is not a plain GET and of every
 * WebSocket, and no page can forge it: https://developer.mozilla.org/docs/Web/HTTP/Headers/Origin
 */
export type OriginVerdict = 'ours' | 'foreign' | 'untold';

export function judgeOrigin(headers: IncomingHttpHeaders, publicUrl: URL | undefined): OriginVerdict {
  const { origin, host } = headers;
  if (origin === undefined) return headers['sec-fetch-site'] === 'same-origin' ? 'ours' : 'untold';
  if (!URL.canParse(origin)) return 'foreign';
  const url = new URL(origin);
  return url.origin === publicUrl?.origin || url.host === host?.toLowerCase() ? 'ours' : 'foreign';
}
