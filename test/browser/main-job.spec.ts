import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWindow } from '../support/browser.ts';
import { startFleet, type TestFleet } from '../support/fleet.ts';
import { signIn } from '../support/sign-in.ts';
import { counting, FleetPage, type Seat, takeSeat } from './fleet-page.ts';

describe('the containers of a fleet in a browser', () => {
  let fleet: TestFleet;
  let seat: Seat;
  let page: Page;
  let list: FleetPage;

  beforeAll(async () => {
    fleet = await startFleet({ hosts: 2 });
    const [first, second] = fleet.hosts;
    await first!.engine.docker(['run', '-d', '--name', 'api', '--label', 'team=pay', 'longshore/web:1']);
    await second!.engine.docker(counting('chatty'));
    seat = await takeSeat(fleet, { colorScheme: 'light' });
    list = seat.list;
    page = list.page;
  });
  afterAll(async () => {
    await seat.leave();
    await fleet.stop();
  });

  it('shows the containers of all hosts, and moves as anybody starts and stops them', async () => {
    const { engine } = fleet.hosts[1]!;
    await list.open();
    for (const name of ['api', 'chatty']) await list.row(name).waitFor();
    await engine.docker(['run', '-d', '--name', 'newcomer', 'longshore/web:1']);
    await list.row('newcomer').getByText('running').waitFor();
    await engine.docker(['stop', '-t', '0', 'newcomer']);
    await list
      .row('newcomer')
      .getByText(/exited/)
      .waitFor();
    await engine.docker(['rm', 'newcomer']);
    await list.row('newcomer').waitFor({ state: 'detached' });
  });

  it('finds by the query language, and keeps the query in the address', async () => {
    await fleet.hosts[0]!.engine.docker(['create', '--name', 'idle', 'longshore/web:1']);
    await list.row('idle').waitFor();
    await page.getByRole('combobox', { name: 'Search or query' }).fill('state:running image:web');
    await page.keyboard.press('Enter');
    await list.row('chatty').waitFor({ state: 'detached' });
    await list.row('idle').waitFor({ state: 'detached' });
    await list.row('api').waitFor();
    await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe('state:running image:web');
    await page.reload();
    await list.row('api').waitFor();
    expect(await list.row('chatty').count()).toBe(0);
    expect(await list.row('idle').count()).toBe(0);
    await list.open();
    await list.row('chatty').waitFor();
    await fleet.hosts[0]!.engine.docker(['rm', 'idle']);
  });

  it('stops and starts a container from its row, which shows what is being done', async () => {
    await list.open();
    const { engine } = fleet.hosts[0]!;
    // A program that takes a second to end: long enough to see that it is being stopped.
    await engine.docker([
      'run',
      '-d',
      '--name',
      'slow',
      'longshore/base:1',
      'sh',
      '-c',
      "trap 'sleep 1; exit 0' TERM; while :; do sleep 0.1; done",
    ]);
    await list.press('slow', 'Stop');
    await list.row('slow').getByText('stopping').waitFor();
    await list.row('slow').getByText('exited (0)').waitFor();
    await list.press('slow', 'Start');
    await list.row('slow').getByText('running').waitFor();
    expect(await engine.docker(['inspect', '-f', '{{.State.Running}}', 'slow'])).toBe('true');
    const { items } = await fleet.admin.call('operation.list', {}, { limit: 2 });
    expect(items.map(({ action, state }) => `${action} ${state}`)).toEqual(['container.start succeeded', 'container.stop succeeded']);
    await engine.docker(['rm', '-f', 'slow']);
    await page.getByRole('link', { name: 'Operations' }).click();
    await page.getByRole('row').filter({ hasText: 'slow' }).first().waitFor();
  });

  it('keeps a host that is offline in view, greyed, and takes it back', async () => {
    await list.open();
    await list.row('chatty').getByRole('button', { name: 'Logs' }).waitFor();
    fleet.hosts[1]!.wire.cut();
    await list
      .row('chatty')
      .getByText(/as of \d\d:\d\d/)
      .waitFor({ timeout: 30_000 });
    expect(await list.row('chatty').getByRole('button', { name: 'Stop' }).count()).toBe(0);
    await list.row('api').getByRole('button', { name: 'Stop' }).waitFor();
    await list.row('chatty').getByText('running').waitFor();
    fleet.hosts[1]!.wire.mend();
    await list.row('chatty').getByRole('button', { name: 'Stop' }).waitFor({ timeout: 60_000 });
    expect(await list.row('chatty').getByText(/as of/).count()).toBe(0);
  });

  it('changes language and theme at once', async () => {
    await page.getByRole('button', { name: /中文/ }).click();
    await page.getByRole('heading', { name: '容器' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh-CN');
    await list.row('api').getByText('运行中').waitFor();
    await page.getByRole('button', { name: /English/ }).click();
    await page.getByRole('heading', { name: 'Containers' }).waitFor();
    const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await paper();
    await page.getByRole('button', { name: 'Theme' }).click();
    await page.getByRole('menuitemradio', { name: 'Dark' }).click();
    await expect.poll(paper).not.toBe(light);
    await page.getByRole('button', { name: 'Theme' }).click();
    await page.getByRole('menuitemradio', { name: 'Light' }).click();
    await expect.poll(paper).toBe(light);
  });

  it('does it all on a phone, too', async () => {
    const pocket = await openWindow(seat.browser, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
      locale: 'en-GB',
      allow: [/status of 401/],
    });
    const phone = new FleetPage(pocket.page, fleet);
    await signIn(pocket.page, fleet.server.url);
    await phone.open();
    await phone.press('api', 'Stop');
    await phone
      .row('api')
      .getByText(/exited/)
      .waitFor({ timeout: 20_000 });
    await phone.press('api', 'Start');
    await phone.row('api').getByText('running').waitFor();
    await phone.press('chatty', 'Logs');
    await phone.log
      .getByText(/chatty line/)
      .first()
      .waitFor();
    await pocket.page.getByRole('button', { name: 'Fold away' }).click();
    await pocket.page.getByRole('link', { name: 'Hosts' }).click();
    await pocket.page.getByRole('heading', { name: 'Hosts' }).waitFor();
    await phone.tab('chatty').click();
    await phone.log
      .getByText(/chatty line/)
      .first()
      .waitFor();
    await pocket.page.getByRole('button', { name: 'Close all' }).click();
    await phone.open();
    await phone.press('chatty', 'Console');
    await phone.terminal.waitFor();
    await expect.poll(() => phone.panel.getByText(/^Opening/).count()).toBe(0);
    await pocket.page.keyboard.type('echo pocket > /tmp/pocket\n');
    await expect.poll(() => phone.inside('chatty', 'cat /tmp/pocket', 1), { timeout: 15_000 }).toBe('pocket');
    const sideways = await pocket.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(sideways).toBeLessThanOrEqual(0);
    await pocket.close();
  });
});
