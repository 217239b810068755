import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, openWindow, type Window } from '../support/browser.ts';
import { startFleet, type TestFleet } from '../support/fleet.ts';
import { signIn } from '../support/sign-in.ts';

describe('the main job in a browser', () => {
  let fleet: TestFleet;
  let browser: Browser;
  let window: Window;
  let page: Page;

  beforeAll(async () => {
    fleet = await startFleet({ hosts: 2 });
    const [first, second] = fleet.hosts;
    await first!.engine.docker(['run', '-d', '--name', 'api', '--label', 'team=pay', 'longshore/web:1']);
    await first!.engine.docker(['run', '-dit', '--name', 'shell', 'longshore/base:1', 'sh']);
    await second!.engine.docker([
      ...['run', '-d', '--name', 'chatty', 'longshore/base:1', 'sh', '-c'],
      'i=0; while :; do i=$((i+1)); echo "chatty line $i 漢字"; sleep 0.3; done',
    ]);
    await first!.engine.docker([
      ...['run', '-d', '--name', 'echoing', 'longshore/base:1', 'sh', '-c'],
      'i=0; while :; do i=$((i+1)); echo "echoing line $i"; sleep 0.3; done',
    ]);
    browser = await launchBrowser();
    // A lost link is told by the browser itself, too.
    window = await openWindow(browser, { viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
    ({ page } = window);
    await signIn(page, fleet.server.url);
  });
  afterAll(async () => {
    await window.close();
    await browser.close();
    await fleet.stop();
  });

  const row = (name: string) => page.getByRole('row').filter({ has: page.getByText(name, { exact: true }) });
  const search = () => page.getByRole('combobox').first();
  const openDock = async (name: string, button: string) => {
    await row(name).hover();
    await row(name).getByRole('button', { name: button, exact: true }).click();
  };
  const terminal = () => page.locator('.xterm').last();
  /** What the terminal shows, as its buffer holds it: it draws on a canvas. */
  const typed = async (text: string) => {
    await terminal().click();
    await page.keyboard.type(text);
  };

  it('shows the containers of all hosts, and moves as anybody starts and stops them', async () => {
    await page.goto(`${fleet.server.url}/containers`);
    for (const name of ['api', 'shell', 'chatty']) await row(name).waitFor();
    await fleet.hosts[1]!.engine.docker(['run', '-d', '--name', 'newcomer', 'longshore/web:1']);
    await row('newcomer').getByText('running').waitFor();
    await fleet.hosts[1]!.engine.docker(['stop', '-t', '0', 'newcomer']);
    await row('newcomer')
      .getByText(/exited/)
      .waitFor();
    await fleet.hosts[1]!.engine.docker(['rm', 'newcomer']);
    await row('newcomer').waitFor({ state: 'detached' });
  });

  it('finds by the query language, and keeps the query in the address', async () => {
    await search().fill('state:running label:team=pay');
    await page.keyboard.press('Enter');
    await row('chatty').waitFor({ state: 'detached' });
    await row('api').waitFor();
    expect(decodeURIComponent(page.url())).toContain('label:team=pay');
    await page.reload();
    await row('api').waitFor();
    expect(await row('chatty').count()).toBe(0);
    await page.goto(`${fleet.server.url}/containers`);
    await row('chatty').waitFor();
  });

  it('stops and starts a container, and shows it as an operation', async () => {
    await row('api').hover();
    await row('api').getByRole('button', { name: 'Stop', exact: true }).click();
    await row('api')
      .getByText(/exited/)
      .waitFor();
    await row('api').hover();
    await row('api').getByRole('button', { name: 'Start', exact: true }).click();
    await row('api').getByText('running').waitFor();
    const { items } = await fleet.admin.call('operation.list', {}, { limit: 2 });
    expect(items.map(({ action, state }) => `${action} ${state}`)).toEqual(['container.start succeeded', 'container.stop succeeded']);
    await page.goto(`${fleet.server.url}/operations`);
    await page.getByText('api').first().waitFor();
    await page.goto(`${fleet.server.url}/containers`);
  });

  it('follows a log, finds in it, and keeps it while one walks through the pages', async () => {
    await openDock('chatty', 'Logs');
    const log = page.getByRole('log', { name: 'Lines of the log' }).last();
    await log
      .getByText(/chatty line \d+ 漢字/)
      .first()
      .waitFor();
    await page.getByLabel('Find in the log').fill('line 1');
    await page.getByText(/\d+ match/).waitFor();
    await page.getByRole('link', { name: 'Hosts' }).first().click();
    await page.getByRole('heading', { name: 'Hosts' }).waitFor();
    await log
      .getByText(/chatty line/)
      .first()
      .waitFor();
    await page.getByRole('link', { name: 'Containers' }).first().click();
  });

  it('types into a shell: UTF-8, a new size, a paste of 1 MB', async () => {
    await openDock('shell', 'Console');
    await terminal().waitFor();
    await page.getByText('Opening shell').waitFor({ state: 'detached' });
    await typed('echo "ship 🚢 漢字" > /tmp/typed\n');
    const { engine } = fleet.hosts[0]!;
    const inside = async (command: string) => engine.docker(['exec', 'shell', 'sh', '-c', command]);
    await expect.poll(() => inside('cat /tmp/typed 2>/dev/null || true'), { timeout: 10_000 }).toBe('ship 🚢 漢字');
    const size = async (file: string) => {
      await typed(`stty size > /tmp/${file}\n`);
      return expect.poll(() => inside(`cat /tmp/${file} 2>/dev/null || true`), { timeout: 10_000 }).toMatch(/^\d+ \d+$/);
    };
    await size('before');
    await page.setViewportSize({ width: 1100, height: 800 });
    await size('after');
    expect(await inside('cat /tmp/after')).not.toBe(await inside('cat /tmp/before'));
    await page.setViewportSize({ width: 1440, height: 900 });

    await typed('stty raw -echo; head -c 1048576 | md5sum > /tmp/sum; stty sane\n');
    const paste = 'abcdefghij0123456789ABCDEFGHIJ!?'.repeat(32 * 1024);
    await terminal()
      .locator('textarea')
      .evaluate((element, text) => {
        const data = new DataTransfer();
        data.setData('text/plain', text);
        element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
      }, paste);
    const { createHash } = await import('node:crypto');
    const sum = createHash('md5').update(paste).digest('hex');
    await expect.poll(() => inside('cat /tmp/sum 2>/dev/null || true'), { timeout: 60_000 }).toContain(sum);
  });

  it('attaches to the main process, and warns that it ends the container', async () => {
    await page.goto(`${fleet.server.url}/hosts/host-1/containers/shell/console`);
    await page.getByRole('button', { name: 'Attach' }).click();
    await page.getByText('When that ends, so does the container').waitFor();
    await terminal().waitFor();
    await typed('echo attached > /tmp/attached\n');
    await expect
      .poll(() => fleet.hosts[0]!.engine.docker(['exec', 'shell', 'sh', '-c', 'cat /tmp/attached 2>/dev/null || true']), {
        timeout: 10_000,
      })
      .toBe('attached');
    await page.goto(`${fleet.server.url}/containers`);
  });

  it('merges the logs of several containers of several hosts', async () => {
    for (const name of ['chatty', 'echoing']) await row(name).getByRole('checkbox').click();
    await page.getByRole('button', { name: /logs/i }).last().click();
    const log = page.getByRole('log', { name: 'Lines of the log' }).last();
    await log
      .getByText(/chatty line/)
      .first()
      .waitFor();
    await log
      .getByText(/echoing line/)
      .first()
      .waitFor();
  });

  it('keeps a host that is offline in view, greyed, and takes it back', async () => {
    const host = fleet.hosts[1]!;
    host.wire.cut();
    await row('chatty').getByText(/as of/).first().waitFor({ timeout: 30_000 });
    host.wire.mend();
    await row('chatty').getByText(/as of/).first().waitFor({ state: 'detached', timeout: 60_000 });
  });

  it('changes language and theme at once', async () => {
    await page
      .getByRole('button', { name: /中文|Chinese/ })
      .first()
      .click();
    await page.getByRole('heading', { name: '容器' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh-CN');
    await page
      .getByRole('button', { name: /English|英/ })
      .first()
      .click();
    await page.getByRole('heading', { name: 'Containers' }).waitFor();
  });
});
