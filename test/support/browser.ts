import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { startLoopbackProxy } from './browser/loopback-proxy.ts';
import { tempDirectory } from './temp.ts';

/** Debian's: playwright's own build would be a download. */
const CHROMIUM = '/usr/bin/chromium';
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Where the proxy is, in the browser's own network. */
const PROXY_PORT = 1080;

/**
 * Starts Chromium without a screen; it can reach this machine only. It has a network of its own: each container that starts or stops
 * on this machine is a change of the network, at which Chromium gives up what it just connects to (ERR_NETWORK_CHANGED).
 */
export async function launchBrowser(): Promise<Browser> {
  const dir = tempDirectory('browser');
  const socket = join(dir, 'way-out.sock');
  const program = join(dir, 'chromium');
  const command = ['unshare', '--net', process.execPath, join(import.meta.dirname, 'browser/alone.mjs'), socket, PROXY_PORT, CHROMIUM];
  writeFileSync(program, `#!/bin/sh\nexec ${command.map((word) => `'${word}'`).join(' ')} "$@"\n`, { mode: 0o755 });
  const endProxy = await startLoopbackProxy(socket);
  const browser = await chromium.launch({
    executablePath: program,
    // Playwright sends 127.0.0.1 through it too, which browsers do not do by themselves.
    proxy: { server: `socks5://127.0.0.1:${PROXY_PORT}` },
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
    ],
  });
  browser.on('disconnected', endProxy);
  return browser;
}

/** Playwright's options (viewport, locale, colorScheme, …), and which complaints are part of the test. */
export interface WindowOptions extends BrowserContextOptions {
  /** Complaints that match one of these are expected, such as the browser's own line about a 401. */
  allow?: readonly RegExp[];
}

/** A person's browser window, with cookies of its own, that remembers everything that should not happen in one. */
export interface Window {
  readonly context: BrowserContext;
  readonly page: Page;
  /** So far, on all its pages: errors on the console (violations of the content security policy too), uncaught exceptions, requests to others. */
  complaints(): readonly string[];
  /** Closes it. @throws Error that lists the complaints, when there are any */
  close(): Promise<void>;
}

/** Opens a window with one empty page. */
export async function openWindow(browser: Browser, { allow = [], ...options }: WindowOptions = {}): Promise<Window> {
  const context = await browser.newContext(options);
  const complaints: string[] = [];
  const complain = (text: string): void => {
    if (!allow.some((expected) => expected.test(text))) complaints.push(text);
  };
  const checkHost = (url: string): void => {
    const { protocol, hostname } = new URL(url);
    if (/^(https?|wss?):$/.test(protocol) && !LOOPBACK.has(hostname)) complain(`request to another host: ${url}`);
  };
  context.on('request', (request) => checkHost(request.url()));
  context.on('console', (message) => {
    if (message.type() === 'error') complain(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => complain(`uncaught: ${error.error().message}`));
  context.on('page', (page) => void page.on('websocket', (socket) => checkHost(socket.url())));
  const page = await context.newPage();
  return {
    context,
    page,
    complaints: () => complaints,
    async close() {
      await context.close();
      if (complaints.length > 0) throw new Error(`the browser complained:\n${complaints.join('\n')}`);
    },
  };
}
