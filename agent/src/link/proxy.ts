import type { ProxyAgent } from 'proxy-agent';

/**
 * Sends connections through the proxy of HTTP_PROXY, HTTPS_PROXY or ALL_PROXY, except to what NO_PROXY names.
 * Undefined without any of them: the code for it is then never loaded.
 */
export async function proxyAgent(proxied: boolean): Promise<ProxyAgent | undefined> {
  if (!proxied) return undefined;
  const [{ ProxyAgent }, { getProxyForUrl }] = await Promise.all([import('proxy-agent'), import('proxy-from-env')]);
  // A WebSocket goes where the page of the same address would: nobody sets WS_PROXY.
  return new ProxyAgent({ getProxyForUrl: (url) => getProxyForUrl(url.replace(/^ws/, 'http')) });
}
