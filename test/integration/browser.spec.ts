import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser } from 'playwright-core';

import { launchBrowser, openWindow } from '../support/browser.ts';

const PAGES: Record<string, string> = {
  '/': '<!doctype html><title>fine</title><p>fine</p>',
  '/console': '<!doctype html><script>console.error("my mistake")</script>',
  '/throws': '<!doctype html><script>throw new Error("nobody catches this")</script>',
  '/policy': '<!doctype html><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
  '/elsewhere': '<!doctype html><script src="http://example.com/script.js"></script>',
  '/socket': '<!doctype html><script>new WebSocket("ws://example.com/socket")</script>',
};

describe('the browser of the tests', () => {
  let browser: Browser;
  let server: Server;
  let url: string;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const page = PAGES[request.url ?? ''];
      const policy = request.url === '/policy' ? { 'content-security-policy': "img-src 'self'" } : {};
      response.writeHead(page === undefined ? 404 : 200, { 'content-type': 'text/html', ...policy }).end(page);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser.close();
    server.close();
  });

  it('shows pages in the size, language and colours asked for, without complaints', async () => {
    const window = await openWindow(browser, { viewport: { width: 390, height: 844 }, locale: 'zh-CN', colorScheme: 'dark' });
    await window.page.goto(url);
    const seen = await window.page.evaluate(() => [innerWidth, navigator.language, matchMedia('(prefers-color-scheme: dark)').matches]);
    expect(seen).toEqual([390, 'zh-CN', true]);
    // Its icon is asked for without being named.
    expect(window.complaints().filter((line) => !line.includes('favicon'))).toEqual([]);
  });

  it.each([
    ['/console', 'console: my mistake'],
    ['/throws', 'uncaught: nobody catches this'],
    ['/policy', 'Content Security Policy'],
    ['/elsewhere', 'request to another host: http://example.com/script.js'],
    ['/socket', 'request to another host: ws://example.com/socket'],
  ])('fails a test on %s', async (path, complaint) => {
    const window = await openWindow(browser, { allow: [/favicon/] });
    await window.page.goto(url + path, { waitUntil: 'load' });
    await expect.poll(() => window.complaints().join('\n')).toContain(complaint);
    await expect(window.close()).rejects.toThrow(complaint);
  });

  it('lets expected complaints pass', async () => {
    const window = await openWindow(browser, { allow: [/favicon/, /my mistake/] });
    await window.page.goto(`${url}/console`);
    await window.page.goto(`${url}/`);
    await window.close();
  });
});
