import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AgentProcess } from '../support/agent-process.ts';
import { launchBrowser, openWindow, type Window } from '../support/browser.ts';
import { startEngine, type Engine } from '../support/engine.ts';
import { loadImages } from '../support/images.ts';
import { ServerProcess } from '../support/server-process.ts';
import { tempDirectory } from '../support/temp.ts';

describe('the first steps in a browser', () => {
  const dir = tempDirectory('first-steps');
  const agents: AgentProcess[] = [];
  let engine: Engine;
  let server: ServerProcess;
  let browser: Browser;
  let window: Window;
  let page: Page;
  let token = '';

  beforeAll(async () => {
    engine = await startEngine({ name: 'first' });
    await loadImages(engine);
    await engine.docker(['run', '-d', '--name', 'api', 'longshore/web:1']);
    server = await ServerProcess.start({ dir, setup: true });
    browser = await launchBrowser();
    window = await openWindow(browser, { viewport: { width: 1440, height: 900 }, locale: 'en-GB', allow: [/status of 401/] });
    ({ page } = window);
  });
  afterAll(async () => {
    await window.close();
    await browser.close();
    await Promise.all(agents.map((agent) => agent.end()));
    await server.end();
    await engine.stop();
  });

  it('make the first account by the link that the server printed, once', async () => {
    const [, link = ''] = /(http:\S+\/setup#\S+)/.exec(server.log) ?? [];
    await page.goto(link);
    await page.getByLabel('Username').fill('ann');
    await page.getByLabel('Password', { exact: true }).fill('short');
    await page.getByText('5 more characters needed').waitFor();
    await page.getByLabel('Password', { exact: true }).fill('a long enough password');
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('navigation', { name: 'Main' }).first().waitFor();
    const stranger = await openWindow(browser, { allow: [/status of 4\d\d/] });
    await stranger.page.goto(link);
    await stranger.page.getByText('Longshore is set up').waitFor();
    await stranger.page.getByRole('link', { name: 'Sign in' }).waitFor();
    await stranger.close();
  });

  it('join a host by the line of the dialog; it appears by itself', async () => {
    await page.getByRole('link', { name: 'Hosts' }).first().click();
    await page.getByRole('button', { name: 'Add host' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Show the line' }).click();
    await dialog.getByRole('tab', { name: 'Plain Node.js' }).click();
    const line = await dialog.getByRole('textbox', { name: 'Plain Node.js' }).innerText();
    [token = ''] = /lsj_[\w.-]+/.exec(line) ?? [];
    expect(line).toContain(server.url);
    await dialog.getByText('Waiting for the host to join').waitFor();
    agents.push(new AgentProcess({ dir, name: 'first', server: server.url, token, dockerHost: engine.host }));
    await dialog.getByText('first has joined').waitFor({ timeout: 30_000 });
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await page.getByRole('row').filter({ hasText: 'first' }).getByText('online').waitFor();
    await page.getByRole('link', { name: 'Containers' }).first().click();
    await page.getByRole('row').filter({ hasText: 'api' }).getByText('running').waitFor();
  });

  it('tell who was turned away, and why, when a line is used twice', async () => {
    await page.getByRole('link', { name: 'Hosts' }).first().click();
    await page.getByRole('button', { name: 'Add host' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Show the line' }).click();
    await dialog.getByText('Waiting for the host to join').waitFor();
    agents.push(new AgentProcess({ dir, name: 'second', server: server.url, token, dockerHost: engine.host }));
    await dialog
      .getByText(/was turned away/)
      .first()
      .waitFor({ timeout: 30_000 });
  });
});
