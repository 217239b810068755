import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFleet, type TestFleet } from '../support/fleet.ts';
import { counting, type FleetPage, type Seat, takeSeat } from './fleet-page.ts';

const PASSWORD = 'another good password';
/** What a Viewer may press nowhere. */
const changing = /^(Start|Stop|Restart|Pause(?! the log)|Unpause|Kill|Remove|Rename(?! the tab)|Send|Console|Attach|Add host|Edit|Revoke)/;

describe('a Viewer in a browser', () => {
  let fleet: TestFleet;
  let seat: Seat;
  let page: Page;
  let list: FleetPage;

  beforeAll(async () => {
    fleet = await startFleet({ hosts: 1 });
    await fleet.hosts[0]!.engine.docker(counting('chatty'));
    await fleet.hosts[0]!.engine.docker(['create', '--name', 'idle', 'longshore/web:1']);
    const bindings = [{ role: 'viewer', scope: { kind: 'everything' } }];
    await fleet.admin.call('user.create', {}, { username: 'vera', password: PASSWORD, bindings });
    seat = await takeSeat(fleet, { username: 'vera', password: PASSWORD });
    list = seat.list;
    page = list.page;
    await list.open();
  });
  afterAll(async () => {
    await seat.leave();
    await fleet.stop();
  });

  /** The names of all that can be pressed there. */
  const offered = async (place: Locator): Promise<string[]> =>
    place
      .locator('button, a, [role=menuitem], [role=tab]')
      .evaluateAll((all) => all.map((one) => (one.getAttribute('aria-label') ?? one.textContent).trim()));
  const forbidden = async (place: Locator): Promise<string[]> => (await offered(place)).filter((name) => changing.test(name));

  it('finds nothing to change in the list, its menus and its selection', async () => {
    for (const name of ['chatty', 'idle']) await list.row(name).waitFor();
    expect(await offered(list.row('chatty'))).toContain('Logs');
    expect(await forbidden(page.locator('body'))).toEqual([]);
    await list.press('chatty', 'More for chatty');
    await page.getByRole('menuitem', { name: 'Details' }).waitFor();
    expect(await offered(page.getByRole('menu'))).toEqual(['Details']);
    await page.keyboard.press('Escape');
    await list.row('chatty').getByRole('checkbox').click();
    await page.getByText('1 selected').waitFor();
    expect(await forbidden(page.locator('body'))).toEqual([]);
    await page.getByRole('button', { name: 'Clear selection' }).click();
  });

  it('opens nothing by the keys that change things for others', async () => {
    await list.row('chatty').click();
    await list.open();
    await list.row('chatty').waitFor();
    await page.keyboard.press('j');
    for (const key of ['e', 'r']) await page.keyboard.press(key);
    expect(await list.tab('chatty').count()).toBe(0);
    expect((await fleet.admin.call('operation.list', {}, { limit: 5 })).items).toEqual([]);
  });

  it('reads logs in the dock, without a console beside them', async () => {
    await list.press('chatty', 'Logs');
    await list.log
      .getByText(/chatty line/)
      .first()
      .waitFor();
    expect(await forbidden(page.locator('body'))).toEqual([]);
    await page.getByRole('button', { name: 'Close all' }).click();
  });

  it('finds neither buttons nor a console on the page of a container', async () => {
    await list.open('/hosts/host-1/containers/chatty');
    await page.getByRole('heading', { name: 'chatty' }).waitFor();
    await page
      .getByRole('tab', { name: 'Logs' })
      .or(page.getByRole('link', { name: 'Logs' }))
      .first()
      .waitFor();
    expect(await forbidden(page.locator('body'))).toEqual([]);
    for (const path of ['/hosts/host-1/containers/chatty/console', '/window/console?host=host-1&container=chatty']) {
      await list.open(path);
      await page.waitForLoadState('networkidle');
      expect(await page.locator('.xterm').count()).toBe(0);
      expect(await forbidden(page.locator('body'))).toEqual([]);
    }
  });

  it('finds nothing to change on the pages of hosts', async () => {
    for (const path of ['/hosts', '/hosts/host-1']) {
      await list.open(path);
      await page.getByText('host-1').first().waitFor();
      expect(await forbidden(page.locator('body'))).toEqual([]);
    }
  });
});
