import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, openWindow } from '../support/browser.ts';
import { ADMIN_PASSWORD, root, ServerProcess } from '../support/server-process.ts';
import { signIn } from '../support/sign-in.ts';
import { tempDirectory } from '../support/temp.ts';
import { passes } from '../support/wait.ts';
import { startLivedIn, type LivedIn } from './lived-in.ts';

const shots = join(root, 'test/results/pages');
const LAB = '/hosts/lab-1/containers/api';
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const desk = { viewport: { width: 1440, height: 900 } };
/** The two that are asked by axe have between them both sizes, both themes and both languages. */
const looks = [
  { name: 'light', locale: 'en-GB', ...desk, colorScheme: 'light', axe: true },
  { name: 'dark', locale: 'en-GB', ...desk, colorScheme: 'dark', axe: false },
  { name: 'phone', locale: 'en-GB', ...phone, colorScheme: 'light', axe: false },
  { name: 'chinese-dark-phone', locale: 'zh-CN', ...phone, colorScheme: 'dark', axe: true },
] as const;

/** The browser's own words about a visitor who is not signed in yet, and about a host that is offline. */
const EXPECTED = [/ 401 .*\/api\/v1\/session\)$/, / 503 .*\/containers\/\w+\)$/];

/** A page, or what one sees after a few clicks on it; `whole` makes those clicks, or waits for what comes last. */
interface Sight {
  name: string;
  path: string;
  whole?: (page: Page) => Promise<void>;
}

const dialog = (page: Page) => page.getByRole('dialog').waitFor();
const sights: Sight[] = [
  { name: 'overview', path: '/overview' },
  { name: 'containers', path: '/containers' },
  { name: 'containers-nothing', path: '/containers?q=name:nowhere' },
  { name: 'container', path: LAB },
  { name: 'container-stats', path: `${LAB}/stats`, whole: (page) => page.locator('.u-over').first().waitFor() },
  { name: 'container-inspect', path: `${LAB}/inspect` },
  { name: 'container-stale', path: '/hosts/ams-stage-1/containers/shop-web-1' },
  { name: 'hosts', path: '/hosts' },
  { name: 'host', path: '/hosts/lab-1' },
  { name: 'host-away', path: '/hosts/ams-stage-1' },
  {
    name: 'add-host',
    path: '/hosts',
    whole: async (page) => {
      await page
        .getByRole('main')
        .getByRole('button', { name: /Add host|添加主机/ })
        .first()
        .click();
      await dialog(page);
      await page.getByRole('dialog').locator('button[type=submit]').click();
      await page.getByRole('dialog').locator('code, pre').first().waitFor();
    },
  },
  { name: 'join-tokens', path: '/join-tokens' },
  { name: 'events', path: '/events' },
  { name: 'events-nothing', path: '/events?action=nothing' },
  { name: 'event', path: '/events?action=die', whole: openFirstRow },
  { name: 'operations', path: '/operations' },
  {
    name: 'operation',
    path: '/operations?state=failed',
    whole: async (page) => {
      await page.getByRole('row').getByRole('link').first().click();
      await page.getByRole('dialog').getByText('container.remove').waitFor();
    },
  },
  {
    name: 'tray',
    path: '/containers',
    whole: (page) =>
      page
        .getByRole('banner')
        .getByRole('button', { name: /^(Operations|操作)/ })
        .click(),
  },
  { name: 'access', path: '/access' },
  { name: 'teams', path: '/access?tab=teams' },
  { name: 'audit', path: '/access?tab=audit' },
  { name: 'settings', path: '/settings' },
  { name: 'unknown', path: '/nowhere' },
];

/** Signs in on the page that asks for it, in any language. */
async function letIn(page: Page): Promise<void> {
  const [username, password] = await page.locator('form input').all();
  await username!.fill('admin');
  await password!.fill(ADMIN_PASSWORD);
  await page.locator('form button[type=submit]').click();
  await page.getByRole('navigation').first().waitFor();
}

async function openFirstRow(page: Page): Promise<void> {
  await page.locator('[role=row][data-index="0"]').waitFor();
  await page.getByRole('grid').focus();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await dialog(page);
}

/** Keeps a picture of what is shown, and checks what is true of every page. */
async function look(page: Page, name: string, axe: boolean): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: join(shots, `${name}.png`) });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide, `${name} scrolls sideways`).toBeLessThanOrEqual(0);
  if (!axe) return;
  // There are no frames: the legacy mode, which spares a page of its own for each run, sees all.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect.soft(serious.map(({ id, nodes }) => `${name}: ${id}: ${nodes.map(({ html }) => html).join('\n')}`)).toEqual([]);
}

describe('every page', () => {
  let fleet: LivedIn;
  let fresh: ServerProcess;
  let browser: Browser;

  beforeAll(async () => {
    mkdirSync(shots, { recursive: true });
    fleet = await startLivedIn();
    fresh = await ServerProcess.start({ dir: tempDirectory('fresh'), setup: true });
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await fresh.end();
    await fleet.stop();
  });

  it.each(looks)('is whole, without complaints and without serious axe findings: $name', async ({ name, axe, ...options }) => {
    const window = await openWindow(browser, { ...options, reducedMotion: 'reduce', allow: EXPECTED });
    const { page } = window;
    for (const [door, address] of [
      ['set-up', /http:\S+\/setup#\S+/.exec(fresh.log)![0]],
      ['sign-in', fleet.url],
    ] as const) {
      await page.goto(address);
      await page.locator('form').waitFor();
      await look(page, `${name}-${door}`, axe);
    }
    await letIn(page);
    for (const { name: shown, path, whole } of sights) {
      await page.goto(`${fleet.url}${path}`);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await whole?.(page);
      await look(page, `${name}-${shown}`, axe);
    }
    await window.close();
  });

  it.runIf(process.env.LONGSHORE_SCREENSHOT === '1')('makes the picture of the README', async () => {
    const window = await openWindow(browser, { ...desk, locale: 'en-GB', colorScheme: 'light', allow: EXPECTED });
    const { page } = window;
    await signIn(page, fleet.url);
    await page.goto(`${fleet.url}/containers?sort=state`);
    // The lines of CPU need half a minute to be lines.
    await delay(35_000);
    await page.screenshot({ path: join(root, 'docs/screenshot.png') });
    await window.close();
  });

  it('follows its filters and the fleet, and cancels what runs', async () => {
    const window = await openWindow(browser, { ...desk, locale: 'en-GB', reducedMotion: 'reduce', allow: EXPECTED });
    const { page } = window;
    await signIn(page, fleet.url);
    const cells = async (column: number): Promise<string[]> =>
      [...new Set(await page.locator(`[role=row][data-index] [aria-colindex="${column}"]`).allInnerTexts())].sort();

    await page.goto(`${fleet.url}/events`);
    await page.getByLabel('Type', { exact: true }).selectOption('network');
    await passes(async () => expect(await cells(3)).toEqual(['network']));
    expect(page.url()).toMatch(/\/events\?type=network$/);

    await page.getByRole('button', { name: 'Hosts shown: All hosts' }).click();
    await page.getByRole('checkbox', { name: /fra-db-1/ }).check();
    await page.keyboard.press('Escape');
    await passes(async () => expect(await cells(4)).toEqual(['fra-db-1']));
    expect(new URL(page.url()).searchParams.get('q')).toBe('host:fra-db-1');

    await page.getByRole('button', { name: 'Operations, 1 running' }).click();
    await page.getByRole('button', { name: 'Cancel: Stop clickhouse' }).click();
    await page.getByRole('link', { name: 'All operations' }).click();
    const stopped = page.getByRole('row', { name: /Stop clickhouse/ });
    await stopped.getByText('cancelled').waitFor();
    await page.getByLabel('State', { exact: true }).selectOption('failed');
    await passes(async () => expect(await cells(1)).toEqual(['Remove pay-api-1']));

    // Done elsewhere: it appears by itself.
    await page.getByLabel('State', { exact: true }).selectOption('');
    await fleet.admin.run('container.restart', { host: 'fra-app-2', container: 'pay-ledger' });
    await page
      .getByRole('row', { name: /Restart pay-ledger/ })
      .getByText('succeeded')
      .waitFor();
    await window.close();
  });
});
