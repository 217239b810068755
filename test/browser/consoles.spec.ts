import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFleet, type TestFleet } from '../support/fleet.ts';
import { type FleetPage, type Seat, takeSeat } from './fleet-page.ts';

describe('consoles in a browser', () => {
  let fleet: TestFleet;
  let seat: Seat;
  let page: Page;
  let list: FleetPage;

  beforeAll(async () => {
    fleet = await startFleet({ hosts: 1 });
    await fleet.hosts[0]!.engine.docker(['run', '-dit', '--name', 'shell', 'longshore/base:1', 'sh']);
    seat = await takeSeat(fleet, { permissions: ['clipboard-read', 'clipboard-write'] });
    list = seat.list;
    page = list.page;
    await list.open();
  });
  afterAll(async () => {
    await seat.leave();
    await fleet.stop();
  });

  /** What a file in the container holds, once it holds anything. */
  const written = async (file: string, timeout = 15_000): Promise<string> => {
    await expect.poll(() => list.inside('shell', `cat /tmp/${file}`), { timeout }).not.toBe('');
    return list.inside('shell', `cat /tmp/${file}`);
  };
  const opened = async (): Promise<void> => {
    await list.terminal.waitFor();
    const notYet = list.panel.getByText(/^Opening/).or(list.panel.getByRole('button', { name: 'Open it again' }));
    await expect.poll(() => notYet.count(), { timeout: 15_000 }).toBe(0);
  };
  const closeDock = () => page.getByRole('button', { name: 'Close all' }).click();
  /** The size of the terminal as the program sees it: rows and columns. */
  const sizeInside = async (): Promise<[rows: number, columns: number]> => {
    const [rows = 0, columns = 0] = (await written('size')).split(' ').map(Number);
    return [rows, columns];
  };

  it('open a shell that takes the keyboard at once, and speaks UTF-8', async () => {
    await list.press('shell', 'Console');
    await opened();
    // No click: what one types is for the program.
    await page.keyboard.type('echo "ship 🚢 漢字 ñ" > /tmp/typed\n');
    expect(await written('typed')).toBe('ship 🚢 漢字 ñ');
    expect(await list.row('shell').count()).toBe(1);
  });

  it('tell the program their size, whatever changes it', async () => {
    await page.keyboard.type('(while :; do stty size < /dev/tty > /tmp/new; mv /tmp/new /tmp/size; sleep 0.1; done) &\n');
    const [rows, columns] = await sizeInside();
    const bar = (await page.getByRole('separator', { name: 'Height of the dock' }).boundingBox())!;
    await page.mouse.move(bar.x + 200, bar.y);
    await page.mouse.down();
    await page.mouse.move(bar.x + 200, bar.y - 200, { steps: 5 });
    await page.mouse.up();
    await expect.poll(async () => (await sizeInside())[0], { timeout: 10_000 }).toBeGreaterThan(rows + 8);
    const [taller, unchanged] = await sizeInside();
    expect(unchanged).toBe(columns);
    await page.setViewportSize({ width: 1000, height: 900 });
    await expect.poll(async () => (await sizeInside())[1], { timeout: 10_000 }).toBeLessThan(columns - 20);
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole('button', { name: 'Over the whole page' }).click();
    await expect.poll(async () => (await sizeInside())[0], { timeout: 10_000 }).toBeGreaterThan(taller + 8);
    await page.getByRole('button', { name: 'Back below the page' }).click();
    await list.terminal.click();
    await page.keyboard.type('kill %1\n');
  });

  it('take a paste of 1 MB to the last byte', async () => {
    await list.terminal.click();
    await page.keyboard.type('stty raw -echo; head -c 1048576 | md5sum > /tmp/sum; stty sane\n');
    const text = 'abcdefghij0123456789ABCDEFGHIJ!?'.repeat(32 * 1024);
    await page.evaluate((pasted) => navigator.clipboard.writeText(pasted), text);
    await list.terminal.click();
    // The shell has changed its terminal by then.
    await expect.poll(() => list.inside('shell', 'pidof md5sum')).not.toBe('');
    await page.keyboard.press('Control+Shift+V');
    expect(await written('sum', 60_000)).toContain(createHash('md5').update(text).digest('hex'));
  });

  it('find what was printed, and copy it', async () => {
    await page.keyboard.type('clear; echo needle-$((40+2))-haystack\n');
    await page.keyboard.press('Control+Shift+F');
    await page.getByLabel('Find in the console').fill('needle-42-haystack');
    await list.panel.getByText('1 of 1').waitFor();
    await page.keyboard.press('Escape');
    // What was found is selected.
    await page.keyboard.press('Control+Shift+C');
    await expect.poll(async () => (await page.evaluate(() => navigator.clipboard.readText())).slice(0, 40)).toBe('needle-42-haystack');
  });

  it('go on while one walks through the pages, and while another tab is shown', async () => {
    await list.terminal.click();
    await page.keyboard.type('export KEPT=here\n');
    await page.getByRole('link', { name: 'Hosts' }).click();
    await page.getByRole('heading', { name: 'Hosts' }).waitFor();
    await page.getByRole('link', { name: 'Containers' }).click();
    await list.press('shell', 'Logs');
    await list.log.waitFor();
    await list.tab('shell').first().click();
    await page.keyboard.type('echo $KEPT > /tmp/kept\n');
    expect(await written('kept')).toBe('here');
    await page.getByRole('button', { name: 'Fold away' }).click();
    await list.terminal.waitFor({ state: 'hidden' });
    await list.tab('shell').first().click();
    await page.keyboard.type('echo $KEPT$KEPT > /tmp/folded\n');
    expect(await written('folded')).toBe('herehere');
  });

  it('say that the link is lost, or the program has ended, and open again', async () => {
    await page.keyboard.type('exit 7\n');
    await list.panel.getByText('The program ended with code 7.').waitFor();
    await page.getByRole('button', { name: 'Open it again' }).click();
    await opened();
    await page.keyboard.type('echo again > /tmp/again\n');
    expect(await written('again')).toBe('again');
    fleet.hosts[0]!.wire.cut();
    await list.panel.getByText(/^The console is lost/).waitFor({ timeout: 30_000 });
    fleet.hosts[0]!.wire.mend();
    await expect.poll(() => list.row('shell').getByRole('button', { name: 'Console' }).count(), { timeout: 60_000 }).toBe(1);
    await page.getByRole('button', { name: 'Open it again' }).click();
    await opened();
    await page.keyboard.type('echo back > /tmp/back\n');
    expect(await written('back')).toBe('back');
    await closeDock();
  });

  it('run another command as another user, with a directory and variables', async () => {
    await list.open('/hosts/host-1/containers/shell/console');
    await page.getByLabel('Command').fill('echo "$(id -un) $PWD $A $B" > /tmp/ran; cat');
    await page.getByLabel('User').fill('nobody');
    await page.getByLabel('Working directory').fill('/var');
    await page.getByLabel('Environment').fill('A=one two\nB=three');
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    expect(await written('ran')).toBe('nobody /var one two three');
  });

  it('attach to the main process, with a warning that it ends the container', async () => {
    await list.open('/hosts/host-1/containers/shell/console');
    await page.getByRole('button', { name: 'Attach' }).click();
    await page.getByText('When that ends, so does the container').waitFor();
    await page.keyboard.type('echo $$ > /tmp/attached\n');
    expect(await written('attached')).toBe('1');
    await page.keyboard.press('Control+P');
    await page.keyboard.press('Control+Q');
    await page.getByRole('button', { name: 'Open it again' }).waitFor();
    expect(await fleet.hosts[0]!.engine.docker(['inspect', '-f', '{{.State.Running}}', 'shell'])).toBe('true');
  });
});
