import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFleet, type TestFleet } from '../support/fleet.ts';
import { counting, type FleetPage, printing, type Seat, takeSeat } from './fleet-page.ts';

const json = '{"level":"error","msg":"payment refused","order":7}';

describe('logs in a browser', () => {
  let fleet: TestFleet;
  let seat: Seat;
  let page: Page;
  let list: FleetPage;

  beforeAll(async () => {
    fleet = await startFleet({ hosts: 2 });
    const [first, second] = fleet.hosts;
    await second!.engine.docker(counting('chatty', 'chatty line', 0.1));
    await first!.engine.docker(counting('echoing', 'echoing line', 0.1));
    await first!.engine.docker(counting('third', 'third line', 0.1));
    await first!.engine.docker(
      printing('structured', `echo '${json}'; printf '\\033[31mred\\033[0m <b>plain</b>\\n'; echo wrong >&2; sleep 1000`),
    );
    await first!.engine.docker(printing('flood', 'seq 1 100000; sleep 1000'));
    seat = await takeSeat(fleet);
    list = seat.list;
    page = list.page;
    await list.open();
  });
  afterAll(async () => {
    await seat.leave();
    await fleet.stop();
  });

  const closeDock = () => page.getByRole('button', { name: 'Close all' }).click();
  /** The numbers that the lines on the page end with. */
  const numbers = async () => (await list.log.innerText()).match(/(?<=line )\d+/g)?.map(Number) ?? [];

  /** How many lines the view says there are. */
  const count = async () => Number((await list.panel.getByText(/^[\d,]+ lines$/).innerText()).replace(/\D/g, ''));

  it('follow what is written, find in it and filter it', async () => {
    await list.press('chatty', 'Logs');
    await list.log
      .getByText(/chatty line/)
      .first()
      .waitFor();
    const before = (await numbers()).at(-1)!;
    await expect.poll(async () => (await numbers()).at(-1)!).toBeGreaterThan(before + 5);

    await list.panel.getByLabel('Find in the log').fill('line 1');
    await list.panel.getByText(/^\d+ match/).waitFor();
    await page.keyboard.press('Enter');
    await list.log.locator('mark').first().waitFor();
    // One looks at a place: nothing scrolls away from there.
    const there = await list.log.evaluate((element) => element.scrollTop);
    const seen = (await numbers())[0];
    const total = await count();
    await expect.poll(count).toBeGreaterThan(total + 5);
    await page.getByRole('button', { name: 'To the end' }).waitFor();
    expect([await list.log.evaluate((element) => element.scrollTop), (await numbers())[0]]).toEqual([there, seen]);

    await page.getByRole('button', { name: 'Show only what matches' }).click();
    await expect.poll(async () => (await numbers()).filter((number) => !String(number).startsWith('1'))).toEqual([]);
    await page.getByRole('button', { name: 'Show only what does not match' }).click();
    await expect.poll(async () => (await numbers()).filter((number) => String(number).startsWith('1'))).toEqual([]);
    await page.getByRole('button', { name: 'Regular expression' }).click();
    await list.panel.getByLabel('Find in the log').fill('line [0-9');
    await page.getByRole('alert').getByText('Not a regular expression').waitFor();
    await closeDock();
  });

  it('wait while they are paused, and begin anew when they are cleared', async () => {
    await list.press('chatty', 'Logs');
    await list.log
      .getByText(/chatty line/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Pause the log' }).click();
    const before = await numbers();
    await page.getByText(/Paused; \d+ lines wait/).waitFor();
    expect(await numbers()).toEqual(before);
    await page.getByRole('button', { name: 'Go on' }).click();
    await expect.poll(async () => (await numbers()).at(-1)!).toBeGreaterThan(before.at(-1)! + 2);
    await page.getByRole('button', { name: 'Clear the view' }).click();
    await expect.poll(async () => (await numbers()).length).toBeLessThan(20);
    await closeDock();
  });

  it('stay while one walks through the pages, and are there again after a reload', async () => {
    await list.press('chatty', 'Logs');
    await list.log
      .getByText(/chatty line/)
      .first()
      .waitFor();
    await list.panel.getByLabel('Find in the log').fill('line 2');
    await page.getByRole('link', { name: 'Hosts' }).first().click();
    await page.getByRole('heading', { name: 'Hosts' }).waitFor();
    expect(await list.panel.getByLabel('Find in the log').inputValue()).toBe('line 2');
    await list.log
      .getByText(/chatty line/)
      .first()
      .waitFor();
    await page.reload();
    await list.tab('chatty@host-2').waitFor();
    await list.log
      .getByText(/chatty line/)
      .first()
      .waitFor();
    await closeDock();
    await list.open();
  });

  it('of several containers of several hosts are merged in the order of time', async () => {
    for (const name of ['chatty', 'echoing', 'third']) await list.row(name).getByRole('checkbox').click();
    await page.getByRole('button', { name: 'Logs of 3 containers' }).click();
    await page.getByRole('button', { name: 'Over the whole page' }).click();
    await list.log
      .getByText(/chatty line/)
      .first()
      .waitFor();
    const times = () => list.log.locator('time').evaluateAll((all) => all.map((one) => one.getAttribute('datetime')!));
    // What is read first is history; what follows was merged as it came.
    const newest = (await times()).at(-1)!;
    await expect.poll(async () => (await times())[0]!, { timeout: 30_000 }).toSatisfy((first: string) => first > newest);
    const seen = await times();
    expect(seen.length).toBeGreaterThan(40);
    expect(seen).toEqual([...seen].sort());
    const text = await list.log.innerText();
    for (const name of ['chatty', 'echoing', 'third']) expect(text).toContain(`${name} line`);
    await closeDock();
    await page.getByRole('button', { name: 'Clear selection' }).click();
  });

  it('show fields, colours and outputs, and never markup', async () => {
    await list.press('structured', 'Logs');
    await list.log.getByText('payment refused').waitFor();
    expect(await list.log.innerText()).toContain('order=7');
    expect(await list.log.getByText('red', { exact: true }).getAttribute('style')).toContain('--ansi-1');
    await list.log.getByText('<b>plain</b>').waitFor();
    await list.panel.getByLabel('Output').selectOption('stderr');
    await list.log.getByText('payment refused').waitFor({ state: 'detached' });
    await list.log.getByText('wrong').waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), list.panel.getByLabel('Download everything').click()]);
    expect(download.suggestedFilename()).toBe('host-1-structured.log');
    const text: Buffer[] = [];
    for await (const part of await download.createReadStream()) text.push(part as Buffer);
    expect(Buffer.concat(text).toString()).toContain(json);
    await closeDock();
  });

  it('of 100,000 lines are all there, and drawn only where one looks', async () => {
    await list.press('flood', 'Logs');
    await list.panel.getByLabel('From', { exact: true }).selectOption('all');
    await list.panel.getByText('100,000 lines', { exact: true }).waitFor({ timeout: 60_000 });
    await list.log.getByText('100000', { exact: true }).waitFor();
    await list.log.evaluate((element) => (element.scrollTop = 0));
    await list.log.getByText('1', { exact: true }).waitFor();
    expect(await list.log.locator('time').count()).toBeLessThan(150);
    await list.panel.getByLabel('From', { exact: true }).selectOption('tail-1000');
    await closeDock();
  });

  it('go on by themselves when a lost link is back', async () => {
    await list.press('chatty', 'Logs');
    await list.log
      .getByText(/chatty line/)
      .first()
      .waitFor();
    fleet.hosts[1]!.wire.cut();
    await page.getByText('host-2: the link is lost').waitFor({ timeout: 30_000 });
    fleet.hosts[1]!.wire.mend();
    await list.log.getByText('The link to host-2 is back').waitFor({ timeout: 60_000 });
    const before = (await numbers()).at(-1)!;
    await expect.poll(async () => (await numbers()).at(-1)!).toBeGreaterThan(before + 3);
    const all = await numbers();
    expect(all).toEqual(all.map((_number, index) => all[0]! + index));
    await closeDock();
  });
});
